package dev.martlet.platform.events;

import dev.martlet.platform.sql.BoundStatement;
import dev.martlet.platform.sql.NotifyingParameter;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.sql.Transaction;
import java.util.List;
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
    /**
     * A part of a statement over a batch of inputs: records the events of those whose numbers, from 1 on, are in {@code changed (n)}. Its parameters are set
     * by {@link #set}.
     */
    public static final String RECORDED = """
            recorded as (
                insert into outbox (event_id, type, key, occurred_at, payload, traceparent)
                select id, type, key, occurred_at, payload, traceparent
                from unnest(
                    cast(:eventIds as uuid[]), cast(:eventTypes as text[]), cast(:eventKeys as text[]),
                    cast(:eventTimes as timestamptz[]), cast(:eventPayloads as jsonb[]), cast(:eventTraces as text[])
                ) with ordinality as event (id, type, key, occurred_at, payload, traceparent, n)
                where n = any(array(select n from changed))
                order by n
            )""";

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

    /** Sets the parameters of {@link #RECORDED}: an event for each input, in the order of the inputs. */
    public BoundStatement set(BoundStatement statement, List<? extends Event<?>> events) {
        return statement
                .setEach("eventIds", events, Event::id)
                .setEach("eventTypes", events, Event::type)
                .setEach("eventKeys", events, Event::key)
                .setEach("eventTimes", events, Event::occurredAt)
                .setEach("eventPayloads", events, Event::payload)
                .setEach("eventTraces", events, Event::traceparent)
                .afterCommit(signal);
    }

    /** @param relay runs after each commit that recorded events; it must not wait or throw */
    public void relayTo(Runnable relay) {
        this.relay = relay;
    }

    private void signal() {
        relay.run();
    }
}
