package dev.martlet.platform.sql;

import dev.martlet.platform.core.work.Deadline;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Repeats what PostgreSQL ended to let another transaction go on. */
final class SerializationRetry {
    private static final int TRIES = 3;
    private static final long MAX_DELAY_MS = 10;

    private SerializationRetry() {}

    static <T> T repeat(Supplier<T> attempt) {
        for (int tried = 1; ; tried++) {
            try {
                return attempt.get();
            } catch (SqlFailure failure) {
                if (!failure.isConflict() || tried == TRIES || Deadline.isOver()) {
                    throw failure;
                }
                delay(tried);
            }
        }
    }

    /** Of random length, or the same two would meet again. */
    private static void delay(int tried) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, tried * MAX_DELAY_MS)));
    }
}
