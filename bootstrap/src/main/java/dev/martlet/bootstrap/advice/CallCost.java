package dev.martlet.bootstrap.advice;

import java.util.List;

/**
 * What a call between two processes of this machine costs, as measured.
 *
 * @param latencies milliseconds of single calls, from the shortest to the longest
 * @param cpuMillis CPU time of both sides
 * @param cpuMillisPerKiB the same for each KiB of request and response
 */
public record CallCost(List<Double> latencies, double cpuMillis, double cpuMillisPerKiB) {
    public CallCost {
        latencies = latencies.stream().sorted().toList();
    }

    double quantile(double quantile) {
        return latencies.get((int) Math.min(latencies.size() - 1L, Math.round(quantile * (latencies.size() - 1))));
    }

    double cpuMillis(double calls, double bytes) {
        return calls * cpuMillis + bytes / 1024 * cpuMillisPerKiB;
    }
}
