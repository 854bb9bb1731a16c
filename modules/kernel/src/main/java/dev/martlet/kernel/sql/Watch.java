package dev.martlet.kernel.sql;

import dev.martlet.kernel.work.Timeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;

/** Ends the wait for a PostgreSQL that says nothing: gives the connection up, which makes the statement under way fail. */
final class Watch implements AutoCloseable {
    private final Connection connection;
    private final Future<?> end;
    private boolean closed;
    private Optional<Thread> abort = Optional.empty();

    Watch(Connection connection, Duration longest) {
        this.connection = connection;
        end = Timeouts.after(longest, this::giveUp);
    }

    /** From here on the connection may be somebody else's. */
    @Override
    public void close() {
        end.cancel(false);
        Optional<Thread> begun;
        synchronized (this) {
            closed = true;
            begun = abort;
        }
        begun.ifPresent(Watch::await);
    }

    private synchronized void giveUp() {
        if (!closed) {
            try {
                // An encrypted connection may take its time to close, and this is everybody's clock.
                connection.abort(task -> abort = Optional.of(Thread.startVirtualThread(task)));
            } catch (SQLException _) {
                // It is over either way.
            }
        }
    }

    private static void await(Thread abort) {
        try {
            abort.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
