package dev.martlet.kernel.events;

import dev.martlet.kernel.sql.Row;
import dev.martlet.kernel.sql.Sql;
import java.time.Duration;
import java.util.Comparator;
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

    /*
     * Takes events and completes them at once: the handlers run in the same transaction, so what fails rolls the completion back as well.
     *
     * Why this keeps the order of a key under READ COMMITTED, with any number of workers and processes:
     * - Only a key's first unfinished event is a candidate, by the statement's snapshot. While another worker has it (locked, not committed) it is still
     *   READY in that snapshot: it is skipped, and its followers are no candidates.
     * - A candidate that another worker finished or put off between the snapshot and the lock is looked at again in its newest version, where its status or
     *   next_attempt_at no longer fits: it is dropped. Its follower becomes a candidate only in a later snapshot, which then shows all that its handler did.
     * - An earlier event of the key cannot appear later: one relay at a time adds a publisher's events, in order, and a repeated batch waits at the unique
     *   event_id for the first one's commit. Only a dead letter that is sent again comes after its followers.
     *
     * statement_timestamp, not now(): in a transaction that began earlier the newest events would lie in the future. The first of a key is looked up as a scalar,
     * not by "not exists", so that each candidate costs one index probe whatever the statistics say.
     */
    private static final String TAKE = """
            with taken as materialized (
                select seq
                from inbox as head
                where status = 'READY'
                and next_attempt_at <= statement_timestamp()
                and type = any(cast(? as text[]))
                and seq = (
                    select min(earlier.seq)
                    from inbox as earlier
                    where earlier.key = head.key
                    and earlier.status = 'READY'
                )
                %s
                order by next_attempt_at
                limit ?
                for update of head skip locked
            )
            update inbox
            set status = 'DONE', done_at = now()
            from taken
            where inbox.seq = taken.seq
            returning inbox.seq, attempts, publisher, event_id, type, key, occurred_at, payload
            """;
    private static final String TAKE_ANY = TAKE.formatted("and seq <> all(cast(? as bigint[]))");
    private static final String TAKE_ONE = TAKE.formatted("and seq = ?");

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
            attempts = attempts + ?, last_error = ?, next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'""");
    private static final String PARK = FAILED.formatted("""
            attempts = attempts + 1, last_error = ?, status = 'DEAD', dead_id = coalesce(dead_id, ?)""");

    private InboxRepository() {}

    /** @return how many were not there before */
    static long add(Sql sql, String publisher, List<RawEvent> events) {
        return sql.execute(ADD, publisher, events);
    }

    /** Takes the first due events of as many keys, in the order of their arrival, but for these. */
    static List<Received> take(Sql tx, String[] types, long[] others) {
        return inOrder(tx.list(TAKE_ANY, InboxRepository::received, types, others, BATCH));
    }

    /** Takes this one, if it is still due and nobody has it. */
    static Optional<Received> takeOnly(Sql tx, String[] types, long seq) {
        return tx.list(TAKE_ONE, InboxRepository::received, types, seq, 1).stream().findFirst();
    }

    /** The event and its key wait. */
    static void retryLater(Sql sql, Received received, String error, Duration pause) {
        sql.execute(PUT_OFF, received.seq(), received.failures(), 1, error, pause.toMillis());
    }

    /** The same without having failed. */
    static void postpone(Sql sql, Received received, String reason, Duration pause) {
        sql.execute(PUT_OFF, received.seq(), received.failures(), 0, reason, pause.toMillis());
    }

    /** The event is dead; its key goes on. */
    static void park(Sql sql, Received received, String error, UUID deadId) {
        sql.execute(PARK, received.seq(), received.failures(), error, deadId);
    }

    private static List<Received> inOrder(List<Received> taken) {
        return taken.stream().sorted(Comparator.comparingLong(Received::seq)).toList();
    }

    private static Received received(Row row) {
        var event = new RawEvent(row.uuid("event_id"), row.text("type"), row.text("key"), row.instant("occurred_at"), row.text("payload"));
        return new Received(row.number("seq"), (int) row.number("attempts"), row.text("publisher"), event);
    }
}
