package dev.martlet.platform.events.relay;

import dev.martlet.platform.events.transport.NumberedEvent;
import dev.martlet.platform.events.transport.RawEvent;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DedicatedSql;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The database session that a module's relay works in. The lock that makes it the leader, the reading of the outbox and the moving of the positions
 * belong to this one session: when it is lost, the lock and every way to move a position go with it.
 */
final class RelaySession implements AutoCloseable {
    /** A batch has at most so many events, and bytes of payload unless a single one is larger: with what else is said of each, a body of less than 1 MiB. */
    static final int MOST_EVENTS = 200;
    private static final int MOST_BYTES = 900_000;
    /** A leader is replaced when PostgreSQL has not heard from it for so long; it says something each second. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(8);

    /**
     * A position that a crash of the server forgets only means that events are sent twice, so its commit need not wait for the disk. A host that vanished
     * without a word loses its session, and with it the lock, as every session of a module does. So does a process that hangs: its kernel still answers
     * keepalives, but the session is idle.
     */
    private static final SqlStatement PREPARE = SqlStatement.of("events.prepare-session", """
            set synchronous_commit to off;
            set idle_session_timeout to %d""".formatted(LONGEST_SILENCE.toMillis()));
    /** Never on a standby: its locks are its own, so two could lead, and there nothing can be moved. */
    private static final SqlStatement LEAD = SqlStatement.of("events.lead", """
            select case
                when pg_is_in_recovery() then false
                else pg_try_advisory_lock(hashtextextended('martlet relays ' || :module, 0))
            end as leads""");
    private static final SqlStatement POSITION = SqlStatement.of("events.read-position", """
            select coalesce(
                (select position from outbox_positions where subscriber = :subscriber),
                (
                    select min(coalesce(position, 0))
                    from unnest(cast(:instead_of as text[])) as known (subscriber)
                    left join outbox_positions using (subscriber)
                ),
                0
            ) as position""");
    private static final SqlStatement LAST = SqlStatement.of("events.read-last", """
            select max(id) as number
            from outbox
            where id <= :position""");
    private static final SqlStatement READ = SqlStatement.of("events.read-outbox", """
            select id, event_id, type, key, occurred_at, payload, traceparent
            from (
                select *, octet_length(payload) as bytes, sum(octet_length(payload)) over (order by id) as bytes_so_far
                from (
                    select id, event_id, type, key, occurred_at, cast(payload as text) as payload, traceparent
                    from outbox
                    where id > :position
                    order by id
                    limit :limit
                ) as oldest
            ) as measured
            where bytes_so_far <= :bytes or bytes_so_far = bytes
            order by id""");
    private static final SqlStatement FIND = SqlStatement.of("events.find-in-outbox", """
            select
                (select event_id from outbox where id = :position) as event_id,
                (select min(id) from outbox) as oldest,
                (select case when is_called then last_value else 0 end from outbox_id_seq) as newest""");
    private static final SqlStatement WRITERS = SqlStatement.of("events.list-writers", """
            select distinct virtualtransaction
            from pg_locks
            where locktype = 'relation'
            and database = (select oid from pg_database where datname = current_database())
            and relation = cast('outbox' as regclass)
            and mode = 'RowExclusiveLock'
            and granted""");
    private static final SqlStatement MOVE = SqlStatement.of("events.move", """
            insert into outbox_positions (subscriber, position)
            values (:subscriber, :position)
            on conflict (subscriber) do update
            set position = excluded.position, moved_at = now()""");

    private final DedicatedSql sql;

    private RelaySession(DedicatedSql sql) {
        this.sql = sql;
    }

    static RelaySession open(Database database) {
        DedicatedSql sql = database.dedicatedSql("relay");
        try {
            sql.prepare(PREPARE).execute();
            return new RelaySession(sql);
        } catch (RuntimeException failure) {
            sql.close();
            throw failure;
        }
    }

    /** Becomes the module's only leader over all processes, if there is none. */
    synchronized boolean lead(String module) {
        return sql.prepare(LEAD).set("module", module).first(row -> row.flag("leads")).orElseThrow();
    }

    synchronized boolean isAlive() {
        return sql.isAlive();
    }

    /** Up to which event the destination is known to have all. */
    synchronized long position(RelayTarget destination) {
        return sql.prepare(POSITION)
                .set("subscriber", destination.name())
                .set("instead_of", destination.insteadOf().toArray(String[]::new))
                .first(row -> row.number("position"))
                .orElseThrow();
    }

    /** The last event that is kept up to this number. */
    synchronized Optional<Long> lastUpTo(long position) {
        return sql.prepare(LAST).set("position", position).first(row -> row.optionalNumber("number")).orElseThrow();
    }

    /** The committed events that come next, of which some before them may still be missing. */
    synchronized List<NumberedEvent> read(long position) {
        return sql.prepare(READ)
                .set("position", position)
                .set("limit", MOST_EVENTS)
                .set("bytes", MOST_BYTES)
                .list(RelaySession::event);
    }

    /** What the outbox has at this number. */
    synchronized OutboxPlace find(long position) {
        return sql.prepare(FIND).set("position", position).first(RelaySession::place).orElseThrow();
    }

    /** The transactions that have written into the outbox, or are about to, and have not ended. */
    synchronized List<String> writers() {
        return sql.prepare(WRITERS).list(row -> row.text("virtualtransaction"));
    }

    /** The destination has everything up to this id, and nothing after it. */
    synchronized void move(String destination, long position) {
        sql.prepare(MOVE).set("subscriber", destination).set("position", position).execute();
    }

    /** Ends the session, and with it the leadership. */
    @Override
    public void close() {
        sql.close();
    }

    private static NumberedEvent event(Row row) {
        var event = new RawEvent(
                row.uuid("event_id"), row.text("type"), row.text("key"), row.instant("occurred_at"), row.text("payload"), row.optionalText("traceparent"));
        return new NumberedEvent(row.number("id"), event);
    }

    private static OutboxPlace place(Row row) {
        return new OutboxPlace(row.optionalUuid("event_id"), row.optionalNumber("oldest"), row.number("newest"));
    }
}
