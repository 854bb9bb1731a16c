package dev.martlet.platform.events;

import dev.martlet.platform.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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
     * A position that a crash of the server forgets only means that events come twice, so its commit need not wait for the disk. A host that vanished
     * without a word loses its session, and with it the lock, as every session of a module does. So does a process that hangs: its kernel still answers
     * keepalives, but the session is idle.
     */
    private static final String PREPARE = """
            set synchronous_commit to off;
            set idle_session_timeout to %d
            """.formatted(LONGEST_SILENCE.toMillis());
    /** Never on a standby: its locks are its own, so two could lead, and there nothing can be moved. */
    private static final String LEAD = """
            select case
                when pg_is_in_recovery() then false
                else pg_try_advisory_lock(hashtextextended('martlet relays ' || ?, 0))
            end
            """;
    private static final String READ = """
            with reached as (
                select coalesce(
                    (select position from outbox_positions where subscriber = ?),
                    (
                        select min(coalesce(position, 0))
                        from unnest(cast(? as text[])) as known (subscriber)
                        left join outbox_positions using (subscriber)
                    ),
                    0
                ) as position
            )
            select id, event_id, type, key, occurred_at, payload, (select position from reached) as position
            from (
                select *, octet_length(payload) as bytes, sum(octet_length(payload)) over (order by id) as bytes_so_far
                from (
                    select id, event_id, type, key, occurred_at, cast(payload as text) as payload
                    from outbox
                    where id > (select position from reached)
                    order by id
                    limit ?
                ) as oldest
            ) as measured
            where bytes_so_far <= ? or bytes_so_far = bytes
            order by id
            """;
    private static final String WRITERS = """
            select distinct virtualtransaction
            from pg_locks
            where locktype = 'relation'
            and database = (select oid from pg_database where datname = current_database())
            and relation = cast('outbox' as regclass)
            and mode = 'RowExclusiveLock'
            and granted
            """;
    private static final String MOVE = """
            insert into outbox_positions as reached (subscriber, position)
            values (?, ?)
            on conflict (subscriber) do update
            set position = excluded.position, moved_at = now()
            where reached.position < excluded.position
            """;

    private final Connection connection;

    private RelaySession(Connection connection) {
        this.connection = connection;
    }

    static RelaySession open(Database database) throws SQLException {
        Connection connection = database.dedicated("relay");
        try (var statement = connection.createStatement()) {
            statement.execute(PREPARE);
            return new RelaySession(connection);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Becomes the module's only leader over all processes, if there is none. */
    synchronized boolean lead(String module) throws SQLException {
        try (var statement = prepare(LEAD, module); var rows = statement.executeQuery()) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    synchronized boolean isAlive() throws SQLException {
        return connection.isValid(2);
    }

    /** The committed rows that come next, of which some before them may still be missing. */
    synchronized List<OutboxRow> read(RelayTarget destination) throws SQLException {
        var found = new ArrayList<OutboxRow>();
        String[] insteadOf = destination.insteadOf().toArray(String[]::new);
        try (var statement = prepare(READ, destination.name(), insteadOf, MOST_EVENTS, MOST_BYTES); var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(row(rows));
            }
        }
        return found;
    }

    /** The transactions that have written into the outbox, or are about to, and have not ended. */
    synchronized List<String> writers() throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = prepare(WRITERS); var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** The destination has everything up to this id. */
    synchronized void move(String destination, long position) throws SQLException {
        try (var statement = prepare(MOVE, destination, position)) {
            statement.executeUpdate();
        }
    }

    /** Ends the session, and with it the leadership. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < parameters.length; index++) {
            statement.setObject(index + 1, parameters[index]);
        }
        return statement;
    }

    private static OutboxRow row(ResultSet rows) throws SQLException {
        var event = new RawEvent(
                rows.getObject("event_id", UUID.class),
                rows.getString("type"),
                rows.getString("key"),
                rows.getTimestamp("occurred_at").toInstant(),
                rows.getString("payload"));
        return new OutboxRow(rows.getLong("id"), rows.getLong("position"), event);
    }
}
