package dev.martlet.kernel.work;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The process' clock for what is to happen if something takes too long, which is nearly always called off before. A task that is the next one due wakes the
 * clock's thread when it is put down; so there is always a nearer one that does nothing, and putting down and calling off wakes nobody.
 */
public final class Timeouts {
    /** Shorter than the usual limits; each tick costs a wake-up of the process. */
    private static final long TICK_MS = 250;
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Timeouts() {}

    /** @param task what ends the wait: short, and harmless when what it ends has just ended */
    public static Future<?> after(Duration limit, Runnable task) {
        return CLOCK.schedule(task, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timeouts").factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.scheduleAtFixedRate(() -> { }, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return clock;
    }
}
