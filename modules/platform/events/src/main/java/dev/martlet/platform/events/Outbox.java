package dev.martlet.platform.events;

import dev.martlet.platform.sql.NotifyingParameter;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.sql.Transaction;
import java.util.Optional;

/**
 * Records a module's events in the transaction of the change that they are about, and wakes the relay after its commit. Best in the statement of the
 * change itself, where no round trip is added:
 *
 * <pre>{@code
 * with changed as (
 *     update customers
 *     set name = :name
 *     where id = :id
 *     returning id
 * )
 * select record_event(:event)
 * from changed
 * }</pre>
 *
 * with {@code .set("event", outbox.parameter(event))}.
 */
public final class Outbox {
    private static final SqlStatement RECORD = SqlStatement.of("events.record", """
            select record_event(:event)""");

    /** The same one each time: a transaction runs it once. */
    private final Runnable signal = this::signal;
    private volatile Runnable relay = () -> { };

    /** Records the event with a statement of its own. */
    public void record(Transaction tx, Event<?> event) {
        tx.prepare(RECORD).set("event", parameter(event)).exists();
    }

    /** The parameter of the SQL function {@code record_event}. */
    public NotifyingParameter parameter(Event<?> event) {
        return new NotifyingParameter(event.toJson(), signal);
    }

    /** As above; without an event, the statement records nothing. */
    public NotifyingParameter parameter(Optional<? extends Event<?>> event) {
        return event.map(this::parameter).orElseGet(() -> new NotifyingParameter(event, () -> { }));
    }

    /** @param relay runs after each commit that recorded events; it must not wait or throw */
    public void relayTo(Runnable relay) {
        this.relay = relay;
    }

    private void signal() {
        relay.run();
    }
}
