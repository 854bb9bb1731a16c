package dev.martlet.platform.http.limits;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that all requests of the process together may take for what is large: bodies and pages. Without it, requests that are each within their
 * own limits would exhaust a small heap. A request that finds it in use waits a second at most and is then answered 503 {@code overloaded}.
 */
final class MemoryBudget {
    /** A third of the heap; the rest is for everything that is small or has a limit of its own. */
    static final MemoryBudget OF_PROCESS = new MemoryBudget(Runtime.getRuntime().maxMemory() / 3);

    private static final int UNIT = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final int units;
    private final Semaphore free;

    MemoryBudget(long bytes) {
        this.units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    Share share() {
        return new Share();
    }

    /** What one request has of it. Not for several threads. */
    final class Share implements AutoCloseable {
        private int taken;

        private Share() {}

        /** Takes more. Ends the request with 503 if that much does not become free in time. */
        void take(long bytes) {
            int more = Math.min(units(bytes), units - taken);
            if (!acquired(more)) {
                throw new ProblemException(Problem.of(ProblemType.OVERLOADED, "The service has no memory to spare for this request. Retry later."));
            }
            taken += more;
        }

        /** Gives back what exceeds this much. */
        void reduceTo(long bytes) {
            int surplus = taken - units(bytes);
            if (surplus > 0) {
                taken -= surplus;
                free.release(surplus);
            }
        }

        @Override
        public void close() {
            reduceTo(0);
        }

        private int units(long bytes) {
            return (int) Math.min(units, (bytes + UNIT - 1) / UNIT);
        }

        private boolean acquired(int more) {
            try {
                return free.tryAcquire(more, Deadline.atMost(LONGEST_WAIT).toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
