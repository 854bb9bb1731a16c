package dev.martlet.bootstrap.advice;

import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Measures what a call between processes costs: this process calls itself through its internal port, one call after the other, after a second of warm-up.
 * Both sides of a call are then in its CPU time. What else the process does is measured between the calls, and subtracted.
 */
final class Calibration {
    /** Until most of the code of both sides is compiled. */
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int WARM_UP_THREADS = 4;
    private static final Duration PART = Duration.ofMillis(40);
    private static final int ROUNDS = 5;
    /** About what an order's calls have on average, in one direction. */
    private static final int SMALL = 200;
    private static final int LARGE = 16 * 1024;
    /** Of the processors: if other work takes more, the difference of two times says nothing. */
    private static final double BUSY = 0.5;
    /** The latency of a call that waited for nothing. */
    private static final double UNDISTURBED = 0.1;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Invoker target;
    private final LongSupplier cpuNanos;
    private final Operation operation = Echo.operation();

    /** @param spentNanos CPU time that measuring took */
    record Result(CallCost cost, long spentNanos) {}

    /**
     * @param target the internal port of this process
     * @param cpuNanos CPU time of this process
     */
    Calibration(Invoker target, LongSupplier cpuNanos) {
        this.target = target;
        this.cpuNanos = cpuNanos;
    }

    /** @throws dev.martlet.platform.calls.CallFailure if the port does not answer its own process */
    Result measure() {
        long warmUpNanos = warmUp();
        var idle = new Part(0);
        var small = new Part(SMALL);
        var large = new Part(LARGE);
        for (int round = 0; round < ROUNDS; round++) {
            idle.run(PART);
            small.run(PART);
            large.run(PART);
        }
        double busy = idle.cpu / idle.wall;
        double cpu = small.cpuMillis(busy);
        double kibibytes = 2.0 * (LARGE - SMALL) / 1024;
        var cost = new CallCost(small.latencies, cpu, Math.max(0, large.cpuMillis(busy) - cpu) / kibibytes);
        return new Result(cost, warmUpNanos + small.spentNanos(busy) + large.spentNanos(busy));
    }

    /** @return the CPU time of this process meanwhile */
    private long warmUp() {
        long cpuBegin = cpuNanos.getAsLong();
        long end = System.nanoTime() + WARM_UP.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, WARM_UP_THREADS).forEach(_ -> threads.submit(() -> new Part(SMALL).call(end)));
        }
        return cpuNanos.getAsLong() - cpuBegin;
    }

    /** Calls of one size, or none. */
    private final class Part {
        private final int size;
        private final List<Double> latencies = new ArrayList<>();
        private double wall;
        private double cpu;

        Part(int size) {
            this.size = size;
        }

        void run(Duration time) {
            long begin = System.nanoTime();
            long cpuBegin = cpuNanos.getAsLong();
            if (size == 0) {
                LockSupport.parkNanos(time.toNanos());
            } else {
                call(begin + time.toNanos());
            }
            cpu += cpuNanos.getAsLong() - cpuBegin;
            wall += System.nanoTime() - begin;
        }

        private void call(long end) {
            var text = new Echo.Text("x".repeat(size));
            do {
                long begin = System.nanoTime();
                target.call(operation, text);
                latencies.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
            } while (System.nanoTime() - end < 0);
        }

        long spentNanos(double busy) {
            return (long) Math.max(0, cpu - busy * wall);
        }

        /** A call alone works on one side at a time: its CPU time is close to its latency, unless it waits for a processor. */
        double cpuMillis(double busy) {
            double undisturbed = new CallCost(latencies, 0, 0).quantile(UNDISTURBED);
            double measured = spentNanos(busy) / NANOS_PER_MILLI / latencies.size();
            return busy > BUSY * Runtime.getRuntime().availableProcessors()
                    ? undisturbed
                    : Math.clamp(measured, undisturbed / 2, undisturbed * 3);
        }
    }
}
