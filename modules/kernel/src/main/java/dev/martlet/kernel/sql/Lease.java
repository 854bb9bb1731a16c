package dev.martlet.kernel.sql;

import dev.martlet.kernel.call.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The loan of one connection for a statement or a transaction. It is taken at the first statement and goes back when the lease closes, whatever
 * happens in between: DbClient alone loses connections when a parameter cannot be bound or a stream of rows is left unread.
 */
final class Lease implements AutoCloseable {
    private static final ScopedValue<Lease> CURRENT = ScopedValue.newInstance();
    private static final int SHORTEST_WAIT_MS = 100;

    private final Connections connections;
    private Connection connection;

    Lease(Connections connections) {
        this.connections = connections;
    }

    static Lease current() {
        return CURRENT.get();
    }

    boolean isTaken() {
        return connection != null;
    }

    /** Runs one statement, which waits for PostgreSQL no longer than the caller's deadline. */
    <T> T run(Supplier<T> statement) {
        if (Deadline.isOver()) {
            throw new DatabaseUnavailable("the caller's deadline was over before the statement began", null);
        }
        try {
            if (isTaken()) {
                limit();
            }
            return ScopedValue.where(CURRENT, this).call(statement::get);
        } catch (RuntimeException failure) {
            throw Failures.translate(failure);
        }
    }

    Connection connection() {
        if (connection == null) {
            try {
                connection = QuietColumns.on(connections.take(Deadline.remaining()));
            } catch (SQLException failure) {
                throw Failures.translate(failure);
            }
            limit();
        }
        return connection;
    }

    /** Costs no round trip: it only sets how long the socket waits. The pool puts it back. */
    private void limit() {
        Duration left = Deadline.remaining();
        long wait = Math.max(SHORTEST_WAIT_MS, Math.min(left.toMillis(), Session.LONGEST_SILENCE.toMillis()));
        try {
            connection.setNetworkTimeout(Runnable::run, (int) wait);
        } catch (SQLException failure) {
            throw Failures.translate(failure);
        }
    }

    /** The pool rolls back what was not committed. */
    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException failure) {
            throw Failures.translate(failure);
        }
    }
}
