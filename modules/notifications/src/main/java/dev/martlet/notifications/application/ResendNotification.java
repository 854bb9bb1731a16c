package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Notification;
import dev.martlet.platform.sql.Sql;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Queues a FAILED notification again. */
public final class ResendNotification {
    private final Notifications notifications;

    public ResendNotification(Notifications notifications) {
        this.notifications = notifications;
    }

    /** The result of a resend. */
    public sealed interface Outcome {
        record Queued(Notification notification) implements Outcome {}

        /** It is QUEUED or SENT already, or its customer was deleted. */
        record Unchanged(Notification notification) implements Outcome {}

        record NotFound() implements Outcome {}
    }

    /** @param precondition receives the locked notification before any change; an exception from it ends the transaction */
    public Outcome resend(Sql tx, UUID id, Consumer<Notification> precondition) {
        var locked = notifications.in(tx).lock(id);
        locked.ifPresent(precondition);
        return locked.map(current -> requeue(tx, current)).orElseGet(Outcome.NotFound::new);
    }

    private Outcome requeue(Sql tx, Notification current) {
        var mine = notifications.in(tx);
        Optional<Notification> queued = mine.requeue(current.id()) ? mine.find(current.id()) : Optional.empty();
        return queued.<Outcome>map(Outcome.Queued::new).orElseGet(() -> new Outcome.Unchanged(current));
    }
}
