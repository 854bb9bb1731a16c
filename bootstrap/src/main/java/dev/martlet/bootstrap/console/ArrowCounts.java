package dev.martlet.bootstrap.console;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How many calls, or events, one arrow has had since the process started, how many failed, and how long they took. Costs a few nanoseconds a call. */
final class ArrowCounts {
    /** Four for each doubling, from 1 µs to more than a minute: a percentile is right to about 10 %. */
    private static final int BUCKETS = 27 * 4;
    private static final int NANOS_PER_MICRO = 1000;
    private static final double MICROS_PER_MILLI = 1000;

    private final LongAdder items = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicLongArray durations = new AtomicLongArray(BUCKETS);

    /** The sums at one moment. */
    record Sums(long items, long failures, long[] durations) {
        static final Sums NONE = new Sums(0, 0, new long[BUCKETS]);

        /** What has happened since the other moment. */
        Sums since(Sums before) {
            var difference = new long[BUCKETS];
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                difference[bucket] = durations[bucket] - before.durations[bucket];
            }
            return new Sums(items - before.items, failures - before.failures, difference);
        }

        /** @return milliseconds; NaN if nothing was measured */
        double percentile(double part) {
            long all = 0;
            for (long count : durations) {
                all += count;
            }
            long rank = (long) Math.ceil(all * part);
            for (int bucket = 0; bucket < BUCKETS && all > 0; bucket++) {
                rank -= durations[bucket];
                if (rank <= 0) {
                    return middle(bucket);
                }
            }
            return Double.NaN;
        }
    }

    /** @param count of calls or events that took this time together */
    void record(int count, long nanos, boolean failed) {
        items.add(count);
        durations.incrementAndGet(bucket(nanos));
        if (failed) {
            failures.add(count);
        }
    }

    Sums sums() {
        var copy = new long[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            copy[bucket] = durations.get(bucket);
        }
        return new Sums(items.sum(), failures.sum(), copy);
    }

    private static int bucket(long nanos) {
        long micros = Math.max(1, nanos / NANOS_PER_MICRO);
        int doubling = 63 - Long.numberOfLeadingZeros(micros);
        int quarter = (int) ((micros << 2 >>> doubling) & 3);
        return Math.min(BUCKETS - 1, doubling * 4 + quarter);
    }

    private static double middle(int bucket) {
        return (1L << bucket / 4) * (1 + (bucket % 4 + 0.5) / 4) / MICROS_PER_MILLI;
    }
}
