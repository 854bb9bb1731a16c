package dev.martlet.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Opens sessions for a pool, and does not give up while PostgreSQL is away: it is used again within a second of its return. The pool's own retries
 * would come to lie 5 s apart.
 */
final class PersistentOpener implements SessionSource.Opener, AutoCloseable {
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 500;

    private final SessionSource.Opener opener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<SQLException> failure = Optional.empty();

    PersistentOpener(SessionSource.Opener opener) {
        this.opener = opener;
    }

    /** @throws SQLException only after it was closed */
    @Override
    public Connection open() throws SQLException {
        long pause = FIRST_PAUSE_MS;
        while (true) {
            try {
                Connection connection = opener.open();
                failure = Optional.empty();
                return connection;
            } catch (SQLException failed) {
                failure = Optional.of(failed);
                if (isClosedAfter(pause)) {
                    throw failed;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
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

    private boolean isClosedAfter(long pause) {
        try {
            return closed.await(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
