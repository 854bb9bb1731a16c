package dev.martlet.platform.core.work;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does something about work that takes too long, which nearly never happens: closing it calls that off. Once it is closed, what it does has been done in full
 * or will never be.
 *
 * <p>All limits of the process lie on one clock. The one that is due next wakes the clock's thread when it is put down; so there is always a nearer one that
 * does nothing, and setting and cancelling a limit wakes no thread. What is to be done has a thread of its own, so that it may take its time.
 */
public final class TimeLimit implements AutoCloseable {
    /** Shorter than the usual limits; each tick costs a wake-up of the process. */
    private static final long TICK_MS = 250;
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Runnable end;
    private final Future<?> due;
    private boolean closed;

    private TimeLimit(Duration limit, Runnable end) {
        this.end = end;
        due = CLOCK.schedule(() -> Thread.startVirtualThread(this::end), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @param end what ends the work that has not ended within {@code limit} from now */
    public static TimeLimit of(Duration limit, Runnable end) {
        return new TimeLimit(limit, end);
    }

    /** May be repeated. Waits for an end that has begun. */
    @Override
    public void close() {
        due.cancel(false);
        synchronized (this) {
            closed = true;
        }
    }

    private synchronized void end() {
        if (!closed) {
            end.run();
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("time-limits").factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.scheduleAtFixedRate(() -> { }, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return clock;
    }
}
