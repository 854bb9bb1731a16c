package dev.martlet.platform.sql;

import dev.martlet.platform.core.work.Backoff;
import dev.martlet.platform.sql.session.SessionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opens sessions for a pool, and does not give up while PostgreSQL is away: it is used again within a second of its return. The pool's own retries
 * would come to lie 5 s apart.
 */
final class PersistentOpener implements SessionSource.Opener, AutoCloseable {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), 0.5);

    private final SessionSource.Opener opener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<SQLException> failure = Optional.empty();

    PersistentOpener(SessionSource.Opener opener) {
        this.opener = opener;
    }

    /** @throws SQLException only after it was closed */
    @Override
    public Connection open() throws SQLException {
        for (int failures = 1; ; failures++) {
            try {
                Connection connection = opener.open();
                failure = Optional.empty();
                return connection;
            } catch (SQLException failed) {
                failure = Optional.of(failed);
                if (isClosedAfter(BACKOFF.after(failures))) {
                    throw failed;
                }
            }
        }
    }

    /** Why the latest session could not be opened; empty once one could. */
    Optional<SQLException> failure() {
        return failure;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private boolean isClosedAfter(Duration delay) {
        try {
            return closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
