package dev.martlet.bootstrap.console;

import dev.martlet.platform.core.observe.LatencyHistogram;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How many calls, or events, one arrow has had since the process started, how many failed, and how long they took. Costs a few nanoseconds a call. */
final class ArrowCounts {
    private final LongAdder items = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LatencyHistogram durations = new LatencyHistogram();

    /**
     * The sums at one moment.
     *
     * @param durations counts of a {@link LatencyHistogram}
     */
    record Sums(long items, long failures, long[] durations) {
        static final Sums NONE = new ArrowCounts().sums();

        /** What has happened since the other moment. */
        Sums since(Sums before) {
            long[] difference = IntStream.range(0, durations.length).mapToLong(bucket -> durations[bucket] - before.durations[bucket]).toArray();
            return new Sums(items - before.items, failures - before.failures, difference);
        }

        /** @return milliseconds; NaN if nothing was measured */
        double percentile(double part) {
            return LatencyHistogram.quantileMillis(durations, part);
        }
    }

    /** @param count of calls or events that took this time together */
    void record(int count, long nanos, boolean failed) {
        items.add(count);
        durations.record(nanos);
        if (failed) {
            failures.add(count);
        }
    }

    Sums sums() {
        return new Sums(items.sum(), failures.sum(), durations.counts());
    }
}
