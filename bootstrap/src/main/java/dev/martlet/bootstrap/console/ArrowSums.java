package dev.martlet.bootstrap.console;

import dev.martlet.platform.calls.invoke.CallStatistics;
import dev.martlet.platform.core.observe.LatencyHistogram;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/**
 * How many calls, or events, one arrow has had since the process started, how many failed, how often calls were tried again, and how long they took.
 *
 * @param durations counts of a {@link LatencyHistogram}
 */
record ArrowSums(long items, long failures, long retries, long[] durations) {
    static final ArrowSums NONE = new ArrowSums(0, 0, 0, new LatencyHistogram().counts());

    static ArrowSums of(CallStatistics.Sums sums) {
        return new ArrowSums(sums.items(), sums.failures(), 0, sums.durations());
    }

    ArrowSums plus(ArrowSums other) {
        return new ArrowSums(items + other.items, failures + other.failures, retries + other.retries, each(other, Long::sum));
    }

    ArrowSums withRetries(long count) {
        return new ArrowSums(items, failures, count, durations);
    }

    /** What has happened since the other moment. */
    ArrowSums since(ArrowSums before) {
        return new ArrowSums(items - before.items, failures - before.failures, retries - before.retries, each(before, (now, then) -> now - then));
    }

    /** @return milliseconds; NaN if nothing was measured */
    double percentile(double part) {
        return LatencyHistogram.quantileMillis(durations, part);
    }

    private long[] each(ArrowSums other, LongBinaryOperator operator) {
        return IntStream.range(0, durations.length).mapToLong(bucket -> operator.applyAsLong(durations[bucket], other.durations[bucket])).toArray();
    }
}
