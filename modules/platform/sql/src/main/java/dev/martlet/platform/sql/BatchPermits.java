package dev.martlet.platform.sql;

import dev.martlet.platform.core.work.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the batches that a process has under way, of all its statements together. More of them would compete for the same processors, here and in PostgreSQL,
 * and each would be smaller: while a batch waits for its permit, more inputs arrive for it.
 *
 * <p>Batches wait in the order of arrival, for a limited time and at most half of what the leader has left: then a batch is sent without a permit. So one that
 * waits for the lock of a row delays each other batch by no more than that.
 */
final class BatchPermits {
    /** A few times as long as a batch takes under load. */
    private static final long LONGEST_WAIT_MS = 20;
    /** Two, so that the processors have work while a commit is written to disk. */
    private static final BatchPermits OF_PROCESS = new BatchPermits(Math.max(2, Runtime.getRuntime().availableProcessors()), LONGEST_WAIT_MS);

    private final int batches;
    private final Semaphore permits;
    private final long longestWaitMs;

    BatchPermits(int batches, long longestWaitMs) {
        this.batches = batches;
        this.longestWaitMs = longestWaitMs;
        permits = new Semaphore(batches, true);
    }

    static BatchPermits ofProcess() {
        return OF_PROCESS;
    }

    /** Runs {@code batch} in any case, at once if the thread is interrupted. */
    void run(Runnable batch) {
        boolean permitted = acquire();
        try {
            batch.run();
        } finally {
            if (permitted) {
                permits.release();
            }
        }
    }

    /** Batches that have a permit. */
    int underWay() {
        return batches - permits.availablePermits();
    }

    private boolean acquire() {
        try {
            return permits.tryAcquire(Math.min(longestWaitMs, Deadline.remaining().toMillis() / 2), TimeUnit.MILLISECONDS);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
