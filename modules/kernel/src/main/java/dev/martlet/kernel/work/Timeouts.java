package dev.martlet.kernel.work;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Clocks for what is to happen if something takes too long, which is nearly always called off before. A task that is the next one due wakes the clock's
 * thread when it is put down; so there is always a nearer one that does nothing, and putting down and calling off wakes nobody.
 */
public final class Timeouts {
    private static final int TICK_MS = 50;

    private Timeouts() {}

    /** A clock with a thread of its own, a daemon; what comes after its shutdown is dropped. */
    public static ScheduledThreadPoolExecutor clock(String name) {
        var clock = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory(), new ThreadPoolExecutor.DiscardPolicy());
        clock.setRemoveOnCancelPolicy(true);
        clock.scheduleAtFixedRate(() -> { }, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return clock;
    }
}
