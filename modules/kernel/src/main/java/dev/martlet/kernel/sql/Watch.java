package dev.martlet.kernel.sql;

import dev.martlet.kernel.work.Timeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;

/** Ends the wait for a PostgreSQL that says nothing: gives the connection up, which makes the statement under way fail. */
final class Watch implements AutoCloseable {
    private final Connection connection;
    private final Future<?> end;
    private boolean closed;

    Watch(Connection connection, Duration longest) {
        this.connection = connection;
        end = Timeouts.after(longest, this::giveUp);
    }

    /** From here on the connection may be somebody else's. */
    @Override
    public void close() {
        end.cancel(false);
        synchronized (this) {
            closed = true;
        }
    }

    private synchronized void giveUp() {
        if (!closed) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException _) {
                // It is over either way.
            }
        }
    }
}
