package dev.martlet.platform.events.intake;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.BoundStatement;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table {@code failed_events}: what a handler failed for, and what waits behind it. Of each key the events are in the order of their numbers. */
final class FailedEventRepository {
    private static final SqlStatement ADD = SqlStatement.of("events.add-failed", """
            insert into failed_events
                (event_id, publisher, number, type, key, occurred_at, payload, status, attempts, next_attempt_at, last_error, dead_id, traceparent)
            values (
                :event_id, :publisher, :number, :type, :key, :occurred_at, :payload, :status, :attempts,
                statement_timestamp() + :delay * interval '1 millisecond', :error, :dead_id, :traceparent
            )
            on conflict (event_id) do nothing""");
    private static final SqlStatement ANY = SqlStatement.of("events.any-waiting", """
            select publisher
            from failed_events
            where publisher = :publisher
            and status = 'WAITING'
            limit 1""");
    private static final SqlStatement KEYS = SqlStatement.of("events.list-waiting-keys", """
            select distinct key
            from failed_events
            where publisher = :publisher
            and key = any(:keys)
            and status = 'WAITING'""");

    private static final SqlStatement TAKE = SqlStatement.of("events.take-failed", """
            select event_id, publisher, number, type, key, occurred_at, payload, attempts, traceparent
            from take_failed_event(:types, :lease * interval '1 millisecond')""");
    private static final SqlStatement LOCK = SqlStatement.of("events.lock-failed", """
            select event_id
            from failed_events
            where event_id = :event_id
            and attempts = :attempts
            and status = 'WAITING'
            for update""");
    /** A statement of its own: its snapshot is younger than the lock. */
    private static final SqlStatement EARLIER = SqlStatement.of("events.any-earlier-failed", """
            select number
            from failed_events
            where publisher = :publisher
            and key = :key
            and number < :number
            and status = 'WAITING'
            limit 1""");
    private static final SqlStatement GIVE_BACK = SqlStatement.of("events.give-back-failed", """
            update failed_events
            set attempts = attempts - 1, next_attempt_at = statement_timestamp()
            where event_id = :event_id""");
    /** What was dead once stays, so that asking for it again finds it. */
    private static final SqlStatement COMPLETE = SqlStatement.of("events.complete-failed", """
            with completed as (
                delete from failed_events
                where event_id = :event_id
                and dead_id is null
            )
            update failed_events
            set status = 'DONE', done_at = now()
            where event_id = :event_id
            and dead_id is not null""");

    private static final String FAILED = """
            update failed_events
            set %s
            where event_id = :event_id
            and attempts = :attempts
            and status = 'WAITING'""";
    private static final SqlStatement PUT_OFF = SqlStatement.of("events.retry-later", FAILED.formatted("""
            last_error = :error, next_attempt_at = statement_timestamp() + :delay * interval '1 millisecond'"""));
    private static final SqlStatement PARK = SqlStatement.of("events.park", FAILED.formatted("""
            last_error = :error, status = 'DEAD', dead_id = coalesce(dead_id, :dead_id)"""));

    /** No earlier one waits: this event would have waited behind it. */
    private static final SqlStatement ERASE = SqlStatement.of("events.erase-failed", """
            update failed_events as failed
            set payload = '{}', last_error = null, status = 'DONE', done_at = coalesce(failed.done_at, now())
            from unnest(cast(:keys as text[]), cast(:numbers as bigint[])) as last (key, number)
            where failed.publisher = :publisher
            and failed.key = last.key
            and failed.number < last.number
            and failed.status <> 'WAITING'""");

    private FailedEventRepository() {}

    /** It waits behind those of its key. */
    static void queue(Sql tx, String publisher, NumberedEvent event) {
        adding(tx, publisher, event)
                .set("status", "WAITING")
                .set("attempts", 0)
                .set("delay", 0)
                .set("error", Optional.empty())
                .set("dead_id", Optional.empty())
                .executeLater();
    }

    /** Its handler failed for the first time. @param delay until the next attempt; empty if there is none */
    static void add(Sql tx, String publisher, NumberedEvent event, String error, Optional<Duration> delay) {
        adding(tx, publisher, event)
                .set("status", delay.isPresent() ? "WAITING" : "DEAD")
                .set("attempts", 1)
                .set("delay", delay.orElse(Duration.ZERO).toMillis())
                .set("error", error)
                .set("dead_id", delay.isPresent() ? Optional.empty() : Ids.next())
                .execute();
    }

    /** Whether any event of the publisher waits. */
    static boolean anyWaiting(Sql tx, String publisher) {
        return tx.prepare(ANY).set("publisher", publisher).exists();
    }

    /** Those of the keys whose events wait. */
    static Set<String> waiting(Sql tx, String publisher, Set<String> keys) {
        return Set.copyOf(tx.prepare(KEYS).set("publisher", publisher).set("keys", keys.toArray(String[]::new)).list(row -> row.text("key")));
    }

    /** Takes a due event that is the first of its key: until the lease ends nobody else does. */
    static Optional<FailedEvent> take(Sql sql, String[] types, Duration lease) {
        return sql.prepare(TAKE).set("types", types).set("lease", lease.toMillis()).first(FailedEventRepository::failed);
    }

    /** Locks a taken event until the end of the transaction. @return false if nothing is to be done about it by this attempt */
    static boolean lock(Sql tx, FailedEvent taken) {
        return tx.prepare(LOCK).set("event_id", taken.event().event().id()).set("attempts", taken.attempts()).exists();
    }

    /** Whether an earlier event of its key waits: one that was dead. */
    static boolean anyEarlier(Sql tx, FailedEvent taken) {
        return tx.prepare(EARLIER)
                .set("publisher", taken.publisher())
                .set("key", taken.event().event().key())
                .set("number", taken.event().number())
                .exists();
    }

    /** The attempt was not made. */
    static void giveBack(Sql tx, FailedEvent taken) {
        tx.prepare(GIVE_BACK).set("event_id", taken.event().event().id()).execute();
    }

    static void complete(Sql tx, FailedEvent taken) {
        tx.prepare(COMPLETE).set("event_id", taken.event().event().id()).execute();
    }

    /** The event and its key wait. */
    static void retryLater(Sql sql, FailedEvent taken, String error, Duration delay) {
        failed(sql, PUT_OFF, taken, error).set("delay", delay.toMillis()).execute();
    }

    /** The event is dead; its key goes on. */
    static void park(Sql sql, FailedEvent taken, String error) {
        failed(sql, PARK, taken, error).set("dead_id", Ids.next()).execute();
    }

    /** Erases what earlier events of the same keys said, and why they failed; those that were dead are given up for good. */
    static void eraseBefore(Sql tx, String publisher, List<NumberedEvent> events) {
        tx.prepare(ERASE)
                .set("publisher", publisher)
                .setEach("keys", events, event -> event.event().key())
                .setEach("numbers", events, NumberedEvent::number)
                .execute();
    }

    private static BoundStatement adding(Sql tx, String publisher, NumberedEvent event) {
        RawEvent raw = event.event();
        return tx.prepare(ADD)
                .set("event_id", raw.id())
                .set("publisher", publisher)
                .set("number", event.number())
                .set("type", raw.type())
                .set("key", raw.key())
                .set("occurred_at", raw.occurredAt())
                .set("payload", raw.payload())
                .set("traceparent", raw.traceparent());
    }

    private static BoundStatement failed(Sql sql, SqlStatement statement, FailedEvent taken, String error) {
        return sql.prepare(statement).set("event_id", taken.event().event().id()).set("attempts", taken.attempts()).set("error", error);
    }

    private static FailedEvent failed(Row row) {
        var event = new RawEvent(
                row.uuid("event_id"), row.text("type"), row.text("key"), row.instant("occurred_at"), row.text("payload"), row.optionalText("traceparent"));
        return new FailedEvent(row.text("publisher"), new NumberedEvent(row.number("number"), event), (int) row.number("attempts"));
    }
}
