package dev.martlet.notifications.application;

import dev.martlet.notifications.application.Mailer.Delivery;
import dev.martlet.notifications.domain.Mail;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends one mail after another over one connection to the mail server and records each outcome. An outcome that cannot be recorded, because the database is
 * away, is recorded by the next step: the mail is not sent again for that.
 */
public final class SendMail {
    private static final Logger LOG = System.getLogger(SendMail.class.getName());
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(5);

    private final MailQueue queue;
    private final Mailer mailer;
    private final ServerHealth server;
    private final RetrySchedule pauses;
    private volatile Optional<Assignment> assignment = Optional.empty();
    private Optional<Delivery> delivery = Optional.empty();
    private long lastUse = System.nanoTime();

    /** @param done is run when the outcome of the mail is recorded */
    private record Assignment(Mail mail, Runnable done) {}

    public SendMail(MailQueue queue, Mailer mailer, ServerHealth server, RetrySchedule pauses) {
        this.queue = queue;
        this.mailer = mailer;
        this.server = server;
        this.pauses = pauses;
    }

    /** Gives an idle sender its next mail. */
    void assign(Mail mail, Runnable done) {
        assignment = Optional.of(new Assignment(mail, done));
    }

    /** Sends the assigned mail, if there is one. A step for a {@link dev.martlet.platform.core.work.Worker}. @return false: the next mail wakes it */
    public boolean step() {
        assignment.ifPresentOrElse(this::send, this::disconnectWhenIdle);
        return false;
    }

    private void send(Assignment assigned) {
        if (delivery.isEmpty()) {
            delivery = Optional.of(mailer.send(assigned.mail()));
            observe(assigned.mail(), delivery.get());
        }
        record(assigned.mail(), delivery.get());
        delivery = Optional.empty();
        lastUse = System.nanoTime();
        assignment = Optional.empty();
        assigned.done().run();
    }

    private void observe(Mail mail, Delivery outcome) {
        switch (outcome) {
            case Delivery.Accepted _ -> server.works();
            case Delivery.Refused(var reason) -> {
                LOG.log(Level.WARNING, () -> "Notification " + mail.id() + " is FAILED: " + reason);
                server.works();
            }
            case Delivery.Deferred(var reason) -> LOG.log(Level.INFO, () -> "Notification " + mail.id() + " is sent later: " + reason);
            case Delivery.Denied(var reason) -> server.denied(reason);
            case Delivery.Unreachable(var reason) -> server.unreachable(reason);
        }
    }

    private void record(Mail mail, Delivery outcome) {
        switch (outcome) {
            case Delivery.Accepted _ -> queue.sent(mail);
            case Delivery.Refused _ -> queue.failed(mail);
            case Delivery.Deferred _, Delivery.Denied _ -> queue.retry(mail, pauses.after(mail));
            case Delivery.Unreachable _ -> queue.release(mail);
        }
    }

    private void disconnectWhenIdle() {
        if (System.nanoTime() - lastUse > LONGEST_IDLE.toNanos()) {
            mailer.disconnect();
        }
    }
}
