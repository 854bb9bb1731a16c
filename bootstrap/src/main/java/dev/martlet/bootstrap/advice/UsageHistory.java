package dev.martlet.bootstrap.advice;

import dev.martlet.platform.core.work.Worker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Supplier;

/** What this process did lately: it keeps what was counted every 15 s, for five minutes, and at the start. */
public final class UsageHistory implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int KEPT = 20;
    /** Fewer say little of what one costs. */
    private static final long ENOUGH_REQUESTS = 1000;
    private static final double NANOS = 1e9;

    private final Supplier<Counts> counts;
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();
    private final Worker worker = new Worker("usage history", INTERVAL, this::keep);

    private record Snapshot(long nanoTime, Counts counts) {}

    /**
     * What was counted in a time.
     *
     * @param seconds its length
     */
    public record Period(double seconds, Counts counts) {}

    /** @param counts what this process has counted since its start */
    public UsageHistory(Supplier<Counts> counts) {
        this.counts = counts;
    }

    public void begin() {
        snapshots.add(now());
        worker.start();
    }

    /** The shortest of the periods that end now and have enough requests, or the longest. */
    public synchronized Period latest() {
        Snapshot now = now();
        Period latest = new Period(0, Counts.NONE);
        for (Iterator<Snapshot> before = snapshots.descendingIterator(); before.hasNext();) {
            latest = between(before.next(), now);
            if (latest.seconds >= INTERVAL.toSeconds() && ShopUsage.requests(latest.counts) >= ENOUGH_REQUESTS) {
                return latest;
            }
        }
        return latest;
    }

    @Override
    public void close() {
        worker.close();
    }

    private static Period between(Snapshot before, Snapshot now) {
        return new Period((now.nanoTime - before.nanoTime) / NANOS, now.counts.minus(before.counts));
    }

    private Snapshot now() {
        return new Snapshot(System.nanoTime(), counts.get());
    }

    private synchronized boolean keep() {
        snapshots.add(now());
        if (snapshots.size() > KEPT) {
            snapshots.remove();
        }
        return false;
    }
}
