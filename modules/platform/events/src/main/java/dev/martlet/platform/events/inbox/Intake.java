package dev.martlet.platform.events.inbox;

import dev.martlet.platform.events.transport.AcceptEvents;
import dev.martlet.platform.events.transport.Accepted;
import dev.martlet.platform.events.transport.EventIntake;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.Database;
import java.util.List;

/** Takes events into a module's inbox and wakes those who handle them. */
public final class Intake implements EventIntake {
    private final Database database;
    private final EventSubscriptions subscriptions;
    private final Runnable added;

    public Intake(Database database, EventSubscriptions subscriptions, Runnable added) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.added = added;
    }

    @Override
    public Accepted accept(AcceptEvents request) {
        List<RawEvent> wanted = request.events().stream().filter(event -> subscriptions.has(request.publisher(), event)).toList();
        long count = wanted.isEmpty() ? 0 : InboxRepository.add(database.sql(), request.publisher(), wanted);
        if (count > 0) {
            added.run();
        }
        return new Accepted(count);
    }
}
