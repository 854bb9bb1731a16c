package dev.martlet.platform.sql;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.core.work.TimeLimit;
import io.helidon.dbclient.DbTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The loan of one connection for a statement or a transaction. It is taken at the first statement and goes back when the lease closes, whatever
 * happens in between: DbClient alone loses connections when a parameter cannot be bound or a stream of rows is left unread.
 */
final class ConnectionHandle implements AutoCloseable {
    private static final ScopedValue<ConnectionHandle> CURRENT = ScopedValue.newInstance();
    private static final int SHORTEST_WAIT_MS = 100;

    private final Connections connections;
    private Connection connection;
    private Optional<TimeLimit> limit = Optional.empty();
    private RuntimeException failed;

    ConnectionHandle(Connections connections) {
        this.connections = connections;
    }

    static ConnectionHandle current() {
        return CURRENT.get();
    }

    /** Runs one statement, which waits for PostgreSQL no longer than the caller's deadline. */
    <T> T run(Supplier<T> statement) {
        try {
            limit();
            return ScopedValue.where(CURRENT, this).call(statement::get);
        } catch (RuntimeException failure) {
            failed = SqlStateTranslator.translate(failure);
            throw failed;
        } finally {
            limit.ifPresent(TimeLimit::close);
        }
    }

    /** @throws RuntimeException that of the statement that failed: PostgreSQL would roll back without a word, whoever caught the failure */
    void requireSuccess() {
        if (failed != null) {
            throw failed;
        }
    }

    /** Commits what was done, if anything was. */
    void commit(DbTransaction transaction) {
        if (connection != null) {
            run(() -> {
                transaction.commit();
                return true;
            });
        }
    }

    /** Whether no statement has run yet. */
    boolean isUnused() {
        return connection == null;
    }

    /** For DbClient, and for what it cannot do. */
    Connection connection() {
        if (connection == null) {
            try {
                connection = MetadataStub.on(connections.take(Deadline.remaining()));
                // The lease ends the wait itself: a virtual thread that waits for a limited time wakes the scheduler's clock twice. The pool puts the limit
                // back.
                connection.setNetworkTimeout(Runnable::run, 0);
            } catch (SQLException failure) {
                throw SqlStateTranslator.of(failure);
            }
            limit();
        }
        return connection;
    }

    private void limit() {
        if (Deadline.isOver()) {
            throw new DatabaseUnavailable("the caller's deadline was over before the statement began", null);
        }
        if (connection != null) {
            long wait = Math.clamp(Deadline.remaining().toMillis(), SHORTEST_WAIT_MS, ConnectionSpec.LONGEST_SILENCE.toMillis());
            limit = Optional.of(TimeLimit.of(Duration.ofMillis(wait), this::giveUp));
        }
    }

    /** Makes the statement fail that waits for a PostgreSQL which says nothing. */
    private void giveUp() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It is over either way.
        }
    }

    /** The pool rolls back what was not committed. */
    @Override
    public void close() {
        if (connection != null) {
            try (var _ = TimeLimit.of(ConnectionSpec.LONGEST_SILENCE, this::giveUp)) {
                connection.close();
            } catch (SQLException _) {
                // The pool drops a connection that it cannot reset. What was committed stays so: this is no failure of the caller's.
            }
        }
    }
}
