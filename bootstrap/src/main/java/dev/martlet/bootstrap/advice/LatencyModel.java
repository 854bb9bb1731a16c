package dev.martlet.bootstrap.advice;

import dev.martlet.platform.core.observe.LatencyHistogram;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a grouping adds to the latency of an operation: its calls to other processes follow each other, and each takes as long as one of those that were
 * measured. The sum is drawn some thousand times, because neither a median nor a 99th percentile can be added up.
 */
final class LatencyModel {
    private static final int DRAWS = 4000;

    private final ShopUsage usage;
    private final Grouping now;
    private final CallCost cost;
    private final double networkMillis;

    /** In milliseconds. */
    record Added(double p50, double p99) {}

    /**
     * @param now how the modules run while they are observed
     * @param networkMillis what a round trip between two hosts takes longer than within this one
     */
    LatencyModel(ShopUsage usage, Grouping now, CallCost cost, double networkMillis) {
        this.usage = usage;
        this.now = now;
        this.cost = cost;
        this.networkMillis = networkMillis;
    }

    /** @return empty for an operation that was not asked for */
    Optional<Added> added(String operation, Grouping grouping) {
        return usage.latencies(operation).map(latencies -> added(latencies, hops(operation, grouping) - hops(operation, now)));
    }

    private Added added(long[] latencies, double hops) {
        if (hops == 0) {
            return new Added(0, 0);
        }
        RandomGenerator random = new SplittableRandom(1);
        double[] expected = IntStream.range(0, DRAWS)
                .mapToDouble(draw -> LatencyHistogram.quantileMillis(latencies, (draw + 0.5) / DRAWS) + draw(random, hops))
                .sorted().toArray();
        return new Added(
                expected[DRAWS / 2] - LatencyHistogram.quantileMillis(latencies, 0.5),
                expected[DRAWS * 99 / 100] - LatencyHistogram.quantileMillis(latencies, 0.99));
    }

    /** The time of so many hops; a part of one is made with that probability. What a grouping saves, it saves at least the shortest time for. */
    private double draw(RandomGenerator random, double hops) {
        if (hops < 0) {
            return hops * (cost.quantile(0) + networkMillis);
        }
        long whole = (long) hops + (random.nextDouble() < hops - Math.floor(hops) ? 1 : 0);
        return DoubleStream.generate(() -> cost.quantile(random.nextDouble()) + networkMillis).limit(whole).sum();
    }

    /** Calls to other processes that a request for the operation waits for, and one if it is forwarded. */
    private double hops(String operation, Grouping grouping) {
        double forwarded = grouping.isForwarded(ShopUsage.module(operation)) ? 1 : 0;
        return forwarded + calls(operation, grouping, new HashSet<>());
    }

    private double calls(String origin, Grouping grouping, Set<String> path) {
        double served = usage.served(origin);
        if (served == 0 || !path.add(origin)) {
            return 0;
        }
        double calls = usage.calls().stream()
                .filter(call -> call.origin().equals(origin))
                .mapToDouble(call -> call.calls() / served * (hop(call, grouping) + calls(call.internalOperation(), grouping, path)))
                .sum();
        path.remove(origin);
        return calls;
    }

    private static double hop(ModuleCall call, Grouping grouping) {
        return grouping.isRemote(call.caller(), call.callee()) ? 1 : 0;
    }
}
