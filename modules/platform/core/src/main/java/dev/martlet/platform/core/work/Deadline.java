package dev.martlet.platform.core.work;

import dev.martlet.platform.core.context.RequestContext;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * When the caller stops waiting. Travels with the thread (and, between processes, in {@code Martlet-Timeout-Ms}); everything that waits below it (a pool, a
 * socket, a gateway) waits no longer than {@link #remaining()}. A deadline only ever gets nearer, but for work that is shared by several callers.
 */
public final class Deadline {
    private static final Duration UNLIMITED = Duration.ofSeconds(30);

    private Deadline() {}

    /** Runs the work with at most {@code limit} from now, less if a nearer deadline is set already. */
    public static <T> T within(Duration limit, Supplier<T> work) {
        var context = RequestContext.current();
        return context.until(end(context.end(), limit)).call(work);
    }

    /** Runs work for several callers, of whom this thread is one. @param end the latest of their deadlines, as {@link #end()} */
    public static <T> T until(long end, Supplier<T> work) {
        return RequestContext.current().until(end).call(work);
    }

    /** The deadline as a value of {@link System#nanoTime()}. */
    public static long end() {
        return System.nanoTime() + remaining().toNanos();
    }

    /** What is left; zero if it is over; 30 s where no deadline was set, so that nothing waits for ever. */
    public static Duration remaining() {
        var end = RequestContext.current().end();
        return end.isPresent() ? Duration.ofNanos(Math.max(0, end.getAsLong() - System.nanoTime())) : UNLIMITED;
    }

    /** What is left, but not more than a limit. */
    public static Duration atMost(Duration limit) {
        var remaining = remaining();
        return remaining.compareTo(limit) < 0 ? remaining : limit;
    }

    public static boolean isOver() {
        var end = RequestContext.current().end();
        return end.isPresent() && end.getAsLong() - System.nanoTime() <= 0;
    }

    private static long end(OptionalLong known, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        return known.isPresent() && known.getAsLong() - end < 0 ? known.getAsLong() : end;
    }
}
