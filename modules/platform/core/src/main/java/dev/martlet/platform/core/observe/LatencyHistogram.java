package dev.martlet.platform.core.observe;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * Counts durations in buckets of an eighth of a power of two, so that a quantile is known to about 6 %, from 33 µs to a minute. Finer than the buckets of
 * {@link Metrics}, and not published.
 */
public final class LatencyHistogram {
    private static final int LOWEST = 15;
    private static final int HIGHEST = 36;
    private static final int PARTS = 8;
    private static final int BUCKETS = 1 + (HIGHEST - LOWEST) * PARTS;
    private static final double NANOS_PER_MILLI = 1e6;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    public void record(long nanos) {
        counts.incrementAndGet(bucket(nanos));
    }

    /** Durations so far, by bucket. */
    public long[] counts() {
        return LongStream.range(0, BUCKETS).map(bucket -> counts.get((int) bucket)).toArray();
    }

    /**
     * @param counts of a histogram, or differences of them
     * @param quantile 0 to 1
     * @return milliseconds; NaN if nothing was counted
     */
    public static double quantileMillis(long[] counts, double quantile) {
        double wanted = LongStream.of(counts).sum() * quantile;
        double before = 0;
        double last = Double.NaN;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            if (counts[bucket] > 0) {
                if (before + counts[bucket] >= wanted) {
                    double within = (wanted - before) / counts[bucket];
                    return (lower(bucket) + within * (lower(bucket + 1) - lower(bucket))) / NANOS_PER_MILLI;
                }
                before += counts[bucket];
                last = lower(bucket + 1) / NANOS_PER_MILLI;
            }
        }
        return last;
    }

    private static int bucket(long nanos) {
        if (nanos < 1L << LOWEST) {
            return 0;
        }
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int part = (int) (nanos >>> (power - 3)) & (PARTS - 1);
        return Math.min(BUCKETS - 1, 1 + (power - LOWEST) * PARTS + part);
    }

    /** The shortest duration of a bucket, in nanoseconds. */
    private static double lower(int bucket) {
        if (bucket == 0) {
            return 0;
        }
        int power = LOWEST + (bucket - 1) / PARTS;
        return Math.scalb(1 + (bucket - 1) % PARTS / (double) PARTS, power);
    }
}
