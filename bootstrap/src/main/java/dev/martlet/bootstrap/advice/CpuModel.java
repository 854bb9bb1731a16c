package dev.martlet.bootstrap.advice;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time for an order of each process of a grouping: what the modules use for themselves, and what each call between processes adds on both sides. Decision
 * 0031 has the figures that it was compared with.
 */
final class CpuModel {
    /** Of a batched statement's CPU time, what it costs regardless of its inputs (decision 0021: eight in one cost 0.14 to 0.21 of eight alone). */
    private static final double FIXED = 0.9;
    /** What is left of the inputs beyond the first where calls arrive from another process, one by one (docs/performance.md: 3 to 4 in place of 10). */
    private static final double STILL_TOGETHER = 0.28;
    /** However much of what was observed went into calls between processes, this is the module's own. */
    private static final double LEAST = 0.2;

    private final ShopUsage usage;
    private final CallCost cost;
    private final Map<String, Double> own = new TreeMap<>();

    /** @param now how the modules run while they are observed */
    CpuModel(ShopUsage usage, Grouping now, CallCost cost) {
        this.usage = usage;
        this.cost = cost;
        Map<String, Double> between = between(now);
        usage.cpuMillis().forEach((module, all) -> own.put(module, Math.max(all * LEAST, all - between.getOrDefault(module, 0.0))));
    }

    /** @return milliseconds by group, in their order */
    List<Double> of(Grouping grouping) {
        Map<String, Double> between = between(grouping);
        return grouping.groups().stream()
                .map(group -> group.stream().mapToDouble(module -> own(module, grouping) + between.getOrDefault(module, 0.0)).sum()
                        + forwarding(group, grouping))
                .toList();
    }

    /** Half of a call is on either side. */
    private Map<String, Double> between(Grouping grouping) {
        var between = new TreeMap<String, Double>();
        for (ModuleCall call : usage.calls()) {
            if (grouping.isRemote(call.caller(), call.callee())) {
                double half = cost.cpuMillis(call.calls(), call.bytes()) / 2;
                between.merge(call.caller(), half, Double::sum);
                between.merge(call.callee(), half, Double::sum);
            }
        }
        return between;
    }

    private double own(String module, Grouping grouping) {
        double now = own.getOrDefault(module, 0.0);
        if (!isCalledFromElsewhere(module, grouping)) {
            return now;
        }
        double batch = usage.batch(module);
        double smaller = 1 + (batch - 1) * STILL_TOGETHER;
        double sql = now * usage.sqlShare(module);
        return now - sql + sql * eachInput(smaller) / eachInput(batch);
    }

    private boolean isCalledFromElsewhere(String module, Grouping grouping) {
        return usage.calls().stream()
                .anyMatch(call -> !call.isEvents() && call.callee().equals(module) && grouping.isRemote(call.caller(), module));
    }

    private static double eachInput(double batch) {
        return FIXED / batch + 1 - FIXED;
    }

    /** A forwarded request costs what a call costs: the first process pays one half, and the one that answers it the other. */
    private double forwarding(List<String> group, Grouping grouping) {
        return usage.forwarded(grouping).entrySet().stream()
                .filter(forwarded -> group.contains(forwarded.getKey()) || group.equals(grouping.groups().getFirst()))
                .mapToDouble(forwarded -> cost.cpuMillis(forwarded.getValue(), 0) / 2).sum();
    }
}
