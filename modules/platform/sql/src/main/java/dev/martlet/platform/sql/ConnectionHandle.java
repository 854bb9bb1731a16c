package dev.martlet.platform.sql;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.core.work.TimeLimit;
import dev.martlet.platform.sql.session.ConnectionSpec;
import io.helidon.dbclient.DbClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One connection of the module's DbClient, for a statement or a transaction. It is taken at the first statement and goes back when the handle closes.
 * A statement waits for PostgreSQL no longer than the caller's deadline.
 */
final class ConnectionHandle implements AutoCloseable {
    private static final int SHORTEST_WAIT_MS = 100;

    private final Supplier<Connection> source;
    private final boolean autoCommit;
    private final boolean limited;
    private Connection connection;
    private boolean committed;
    private RuntimeException failed;

    private ConnectionHandle(Supplier<Connection> source, boolean autoCommit, boolean limited) {
        this.source = source;
        this.autoCommit = autoCommit;
        this.limited = limited;
    }

    static ConnectionHandle forStatement(DbClient client) {
        return new ConnectionHandle(() -> client.unwrap(Connection.class), true, true);
    }

    static ConnectionHandle forTransaction(DbClient client) {
        return new ConnectionHandle(() -> client.unwrap(Connection.class), false, true);
    }

    /** For a statement on a dedicated connection, which its owner closes. */
    static ConnectionHandle on(Connection dedicated) {
        return new ConnectionHandle(() -> dedicated, true, true);
    }

    /** The same for statements that may take any time. */
    static ConnectionHandle unlimited(Connection dedicated) {
        return new ConnectionHandle(() -> dedicated, true, false);
    }

    /** A step of JDBC. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws SQLException;
    }

    /** Does not wait for PostgreSQL, only for a connection. */
    PreparedStatement prepare(String sql) {
        return attempt(() -> connection().prepareStatement(sql));
    }

    /** Runs what waits for PostgreSQL. */
    <T> T run(Step<T> step) {
        if (!limited) {
            return attempt(step);
        }
        return attempt(() -> {
            try (var _ = limit()) {
                return step.run();
            }
        });
    }

    /** @throws RuntimeException that of the statement that failed: PostgreSQL would roll back in silence, though the caller caught the failure */
    void requireSuccess() {
        if (failed != null) {
            throw failed;
        }
    }

    /** Commits what was done, if anything was. */
    void commit() {
        if (connection != null) {
            run(() -> {
                connection.commit();
                committed = true;
                return true;
            });
        }
    }

    /** Rolls back what was not committed. */
    @Override
    public void close() {
        if (connection != null) {
            try (var _ = TimeLimit.of(ConnectionSpec.LONGEST_SILENCE, this::abort); var open = connection) {
                if (!autoCommit && !committed) {
                    open.rollback();
                }
            } catch (SQLException _) {
                // The pool drops a connection that it cannot reset. What was committed stays so: this is no failure of the caller's.
            }
        }
    }

    private <T> T attempt(Step<T> step) {
        try {
            return step.run();
        } catch (SQLException | RuntimeException failure) {
            failed = SqlStateTranslator.translate(failure);
            throw failed;
        }
    }

    private Connection connection() throws SQLException {
        requireTime();
        if (connection == null) {
            connection = source.get();
            // The handle ends the wait itself: a virtual thread that waits for a limited time wakes the scheduler's clock twice. The pool puts the limit back.
            connection.setNetworkTimeout(Runnable::run, 0);
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
        }
        return connection;
    }

    private TimeLimit limit() {
        requireTime();
        long wait = Math.clamp(Deadline.remaining().toMillis(), SHORTEST_WAIT_MS, ConnectionSpec.LONGEST_SILENCE.toMillis());
        return TimeLimit.of(Duration.ofMillis(wait), this::abort);
    }

    private static void requireTime() {
        if (Deadline.isOver()) {
            throw DatabaseUnavailable.notSent("the caller's deadline was over before the statement began");
        }
    }

    /** Makes the statement fail that waits for a PostgreSQL which does not answer. */
    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It is over either way.
        }
    }
}
