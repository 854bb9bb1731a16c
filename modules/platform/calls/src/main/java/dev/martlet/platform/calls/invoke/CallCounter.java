package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.core.json.Codec;
import java.util.concurrent.atomic.LongAdder;

/** The calls of one operation by one module for one kind of request. */
final class CallCounter {
    /** One call of so many is written as JSON to learn its size: a local call has none. */
    private static final int SAMPLED = 64;

    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder samples = new LongAdder();
    private final LongAdder sampledBytes = new LongAdder();

    Object call(Invoker target, Operation operation, Object request) {
        long started = System.nanoTime();
        try {
            Object response = target.call(operation, request);
            if (calls.sum() % SAMPLED == 0) {
                sample(operation, request, response);
            }
            return response;
        } finally {
            nanos.add(System.nanoTime() - started);
            calls.increment();
        }
    }

    long calls() {
        return calls.sum();
    }

    long nanos() {
        return nanos.sum();
    }

    long bytes() {
        long sampled = samples.sum();
        return sampled == 0 ? 0 : calls.sum() * sampledBytes.sum() / sampled;
    }

    private void sample(Operation operation, Object request, Object response) {
        samples.increment();
        sampledBytes.add(Codec.of(operation.request()).write(request).length + Codec.of(operation.response()).write(response).length);
    }
}
