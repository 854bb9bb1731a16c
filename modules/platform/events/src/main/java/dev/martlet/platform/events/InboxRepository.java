package dev.martlet.platform.events;

import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code inbox}: events of other modules, each once, and how far their handling is. */
final class InboxRepository {
    /** At most so many events are handled in one transaction. */
    static final int BATCH = 50;

    private static final String ADD = """
            insert into inbox (event_id, publisher, type, key, occurred_at, payload)
            select id, ?, type, key, occurred_at, coalesce(payload, jsonb 'null')
            from rows from (jsonb_to_recordset(cast(? as jsonb)) as (id uuid, type text, key text, "occurredAt" timestamptz, payload jsonb))
            with ordinality as given (id, type, key, occurred_at, payload, place)
            order by place
            on conflict (event_id) do nothing
            """;

    private static final String TAKE = """
            select seq, attempts, publisher, event_id, type, key, occurred_at, payload
            from take_events(?, ?, ?)
            order by seq
            """;
    /** It was taken before, so it was the first of its key; it still is unless a dead letter that came before it has been sent again. */
    private static final String TAKE_AGAIN = """
            with taken as materialized (
                select seq
                from inbox as again
                where seq = ?
                and attempts = ?
                and status = 'READY'
                and seq = (
                    select min(earlier.seq)
                    from inbox as earlier
                    where earlier.key = again.key
                    and earlier.status = 'READY'
                )
                for update skip locked
            )
            update inbox
            set status = 'DONE', done_at = now()
            from taken
            where inbox.seq = taken.seq
            returning inbox.seq, attempts, publisher, event_id, type, key, occurred_at, payload
            """;

    /** Not waited for: whoever has the event now finds out for itself whether it fails. */
    private static final String FAILED = """
            with failed as materialized (
                select seq
                from inbox
                where seq = ?
                and status = 'READY'
                and attempts = ?
                for update skip locked
            )
            update inbox
            set %s
            from failed
            where inbox.seq = failed.seq
            """;
    private static final String PUT_OFF = FAILED.formatted("""
            attempts = attempts + 1, last_error = ?, next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'""");
    private static final String PARK = FAILED.formatted("""
            attempts = attempts + 1, last_error = ?, status = 'DEAD', dead_id = coalesce(dead_id, ?)""");

    private InboxRepository() {}

    /** @return how many were not there before */
    static long add(Sql sql, String publisher, List<RawEvent> events) {
        return sql.execute(ADD, publisher, events);
    }

    /** Takes the first due events of as many keys, in the order of their arrival, but for these. */
    static List<InboxRow> take(Sql tx, String[] types, long[] others) {
        return tx.list(TAKE, InboxRepository::received, types, others, BATCH);
    }

    /** Takes this one again, if nothing has become of it and nobody has it. */
    static Optional<InboxRow> takeAgain(Sql tx, InboxRow received) {
        return tx.first(TAKE_AGAIN, InboxRepository::received, received.seq(), received.failures());
    }

    /** The event and its key wait. */
    static void retryLater(Sql sql, InboxRow received, String error, Duration pause) {
        sql.execute(PUT_OFF, received.seq(), received.failures(), error, pause.toMillis());
    }

    /** The event is dead; its key goes on. */
    static void park(Sql sql, InboxRow received, String error, UUID deadId) {
        sql.execute(PARK, received.seq(), received.failures(), error, deadId);
    }

    private static InboxRow received(Row row) {
        var event = new RawEvent(row.uuid("event_id"), row.text("type"), row.text("key"), row.instant("occurred_at"), row.text("payload"));
        return new InboxRow(row.number("seq"), (int) row.number("attempts"), row.text("publisher"), event);
    }
}
