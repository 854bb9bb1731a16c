package dev.martlet.platform.events.inbox;

import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code inbox}: events of other modules, each once, and how far their handling is. */
final class InboxRepository {
    /** At most so many events are handled in one transaction. */
    static final int BATCH = 50;

    private static final SqlStatement ADD = SqlStatement.of("events.accept", """
            insert into inbox (event_id, publisher, type, key, occurred_at, payload)
            select id, :publisher, type, key, occurred_at, coalesce(payload, jsonb 'null')
            from rows from (jsonb_to_recordset(cast(:events as jsonb)) as (id uuid, type text, key text, "occurredAt" timestamptz, payload jsonb))
            with ordinality as given (id, type, key, occurred_at, payload, position)
            order by position
            on conflict (event_id) do nothing""");

    private static final SqlStatement TAKE = SqlStatement.of("events.take", """
            select seq, attempts, publisher, event_id, type, key, occurred_at, payload
            from take_events(:types, :others, :limit)
            order by seq""");
    /** It was taken before, so it was the first of its key; it still is unless a dead event that came before it has been sent again. */
    private static final SqlStatement TAKE_AGAIN = SqlStatement.of("events.take-again", """
            with taken as materialized (
                select seq
                from inbox as again
                where seq = :seq
                and attempts = :attempts
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
            returning inbox.seq, attempts, publisher, event_id, type, key, occurred_at, payload""");

    /** Does not wait: the worker that has the event now finds out by itself whether it fails. */
    private static final String FAILED = """
            with failed as materialized (
                select seq
                from inbox
                where seq = :seq
                and status = 'READY'
                and attempts = :attempts
                for update skip locked
            )
            update inbox
            set %s
            from failed
            where inbox.seq = failed.seq""";
    private static final SqlStatement PUT_OFF = SqlStatement.of("events.retry-later", FAILED.formatted("""
            attempts = attempts + 1, last_error = :error, next_attempt_at = clock_timestamp() + :pause * interval '1 millisecond'"""));
    private static final SqlStatement PARK = SqlStatement.of("events.park", FAILED.formatted("""
            attempts = attempts + 1, last_error = :error, status = 'DEAD', dead_id = coalesce(dead_id, :dead_id)"""));

    private InboxRepository() {}

    /** @return how many were not there before */
    static long add(Sql sql, String publisher, List<RawEvent> events) {
        return sql.prepare(ADD).set("publisher", publisher).set("events", events).execute();
    }

    /** Takes the first due events of as many keys, in the order of their arrival, but for these. */
    static List<InboxRow> take(Sql tx, String[] types, long[] others) {
        return tx.prepare(TAKE).set("types", types).set("others", others).set("limit", BATCH).list(InboxRepository::received);
    }

    /** Takes this one again, if nothing has become of it and no other worker has it. */
    static Optional<InboxRow> takeAgain(Sql tx, InboxRow received) {
        return tx.prepare(TAKE_AGAIN).set("seq", received.seq()).set("attempts", received.failures()).first(InboxRepository::received);
    }

    /** The event and its key wait. */
    static void retryLater(Sql sql, InboxRow received, String error, Duration pause) {
        sql.prepare(PUT_OFF)
                .set("seq", received.seq())
                .set("attempts", received.failures())
                .set("error", error)
                .set("pause", pause.toMillis())
                .execute();
    }

    /** The event is dead; its key goes on. */
    static void park(Sql sql, InboxRow received, String error, UUID deadId) {
        sql.prepare(PARK)
                .set("seq", received.seq())
                .set("attempts", received.failures())
                .set("error", error)
                .set("dead_id", deadId)
                .execute();
    }

    private static InboxRow received(Row row) {
        var event = new RawEvent(row.uuid("event_id"), row.text("type"), row.text("key"), row.instant("occurred_at"), row.text("payload"));
        return new InboxRow(row.number("seq"), (int) row.number("attempts"), row.text("publisher"), event);
    }
}
