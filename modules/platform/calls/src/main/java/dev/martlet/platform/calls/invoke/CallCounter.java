package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.core.json.Codec;
import dev.martlet.platform.core.observe.LatencyHistogram;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** The calls of one operation by one module for one kind of request. */
final class CallCounter {
    /** One call of 64 is written as JSON to learn its size: a local call has none. */
    private static final int SAMPLED_BITS = 6;

    private final LatencyHistogram durations = new LatencyHistogram();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder items = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder samples = new LongAdder();
    private final LongAdder sampledBytes = new LongAdder();
    private volatile boolean isKnown;

    /** @param count of what the request brings */
    Object call(Invoker target, Operation operation, Object request, int count) {
        long started = System.nanoTime();
        boolean failed = true;
        Object response;
        try {
            response = target.call(operation, request);
            failed = false;
        } finally {
            record(System.nanoTime() - started, count, failed);
        }
        if (!isKnown || isChosen(started)) {
            sample(operation, request, response);
        }
        return response;
    }

    CallStatistics.Sums sums() {
        long[] counts = durations.counts();
        long calls = LongStream.of(counts).sum();
        long sampled = samples.sum();
        return new CallStatistics.Sums(
                calls, nanos.sum(), sampled == 0 ? 0 : calls * sampledBytes.sum() / sampled, items.sum(), failures.sum(), counts);
    }

    private void record(long duration, int count, boolean failed) {
        durations.record(duration);
        nanos.add(duration);
        items.add(count);
        if (failed) {
            failures.add(count);
        }
    }

    /** By chance, from the clock (Fibonacci hashing): a counter that all processors share would cost more than the call. */
    private static boolean isChosen(long nanoTime) {
        return nanoTime * 0x9E3779B97F4A7C15L >>> Long.SIZE - SAMPLED_BITS == 0;
    }

    private void sample(Operation operation, Object request, Object response) {
        samples.increment();
        sampledBytes.add(Codec.of(operation.request()).write(request).length + Codec.of(operation.response()).write(response).length);
        isKnown = true;
    }
}
