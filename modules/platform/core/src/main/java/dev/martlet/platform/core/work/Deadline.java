package dev.martlet.platform.core.work;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * When the caller stops waiting. Travels with the thread (and, between processes, in {@code Martlet-Timeout-Ms}); everything that waits below it (a pool, a
 * socket, a gateway) waits no longer than {@link #remaining()}. A deadline only ever gets nearer.
 */
public final class Deadline {
    private static final ScopedValue<Long> END = ScopedValue.newInstance();
    private static final Duration UNLIMITED = Duration.ofSeconds(30);

    private Deadline() {}

    /** Runs the work with at most {@code limit} from now, less if a nearer deadline is set already. */
    public static <T> T within(Duration limit, Supplier<T> work) {
        return ScopedValue.where(END, end(limit)).call(work::get);
    }

    /** What is left; zero if it is over; 30 s where no deadline was set, so that nothing waits for ever. */
    public static Duration remaining() {
        if (!END.isBound()) {
            return UNLIMITED;
        }
        return Duration.ofNanos(Math.max(0, END.get() - System.nanoTime()));
    }

    /** What is left, but not more than a limit. */
    public static Duration atMost(Duration limit) {
        var remaining = remaining();
        return remaining.compareTo(limit) < 0 ? remaining : limit;
    }

    public static boolean isOver() {
        return END.isBound() && END.get() - System.nanoTime() <= 0;
    }

    private static long end(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        return END.isBound() && END.get() - end < 0 ? END.get() : end;
    }
}
