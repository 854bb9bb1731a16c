package dev.martlet.bootstrap.advice;

import dev.martlet.platform.core.observe.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one grouping is expected to cost.
 *
 * @param now how the modules run while they are observed
 * @param cost of a call between processes; empty if it could not be measured
 * @param unknown what is not known already
 */
record Expectation(
        Surroundings surroundings, ShopUsage usage, Grouping now, Grouping wanted, Optional<CallCost> cost, double networkMillis, List<String> unknown) {

    Advice advice() {
        List<Optional<Double>> cpu = cpu();
        return new Advice(
                wanted.groups(),
                new Advice.Observed(usage.orders(), Advice.rounded(usage.seconds()).orElse(0.0), usage.processes().size(), usage.samples()),
                networkMillis,
                cost.map(Expectation::call),
                perOrder(cpu),
                surroundings.operations().get().stream().map(this::operation).toList(),
                IntStream.range(0, cpu.size()).mapToObj(place -> process(wanted.groups().get(place), cpu.get(place))).toList(),
                wanted.modules().stream().sorted().map(this::module).toList(),
                new SplitOverlay(wanted, surroundings.reaches()).files(),
                allUnknown());
    }

    private boolean hasOrders() {
        return usage.orders() > 0;
    }

    /** Whether every module was observed. */
    private boolean isWhole() {
        return usage.covers(wanted.modules());
    }

    private static Advice.Call call(CallCost cost) {
        return new Advice.Call(rounded(cost.quantile(0.5)), rounded(cost.quantile(0.99)), rounded(cost.cpuMillis()), rounded(cost.cpuMillisPerKiB()));
    }

    private static double rounded(double value) {
        return Advice.rounded(value).orElse(0.0);
    }

    /** By group. The grouping in force costs what was observed. */
    private List<Optional<Double>> cpu() {
        Optional<CallCost> known = wanted.isSameAs(now) ? Optional.of(cost.orElse(new CallCost(List.of(0.0), 0, 0))) : cost;
        if (!hasOrders() || known.isEmpty()) {
            return wanted.groups().stream().map(_ -> Optional.<Double>empty()).toList();
        }
        List<Double> groups = new CpuModel(usage, now, known.get()).of(wanted);
        return IntStream.range(0, groups.size())
                .mapToObj(place -> Optional.of(groups.get(place)).filter(_ -> usage.covers(wanted.groups().get(place))).flatMap(Advice::rounded)).toList();
    }

    private Advice.PerOrder perOrder(List<Optional<Double>> cpu) {
        if (!hasOrders() || !isWhole()) {
            return Advice.PerOrder.UNKNOWN;
        }
        Predicate<ModuleCall> remote = call -> wanted.isRemote(call.caller(), call.callee());
        Predicate<ModuleCall> events = ModuleCall::isEvents;
        return new Advice.PerOrder(
                sum(events.negate(), ModuleCall::calls),
                sum(events.negate().and(remote), ModuleCall::calls),
                sum(_ -> true, ModuleCall::bytes),
                cpu.stream().reduce(Optional.of(0.0), (a, b) -> a.flatMap(sum -> b.flatMap(next -> Advice.rounded(sum + next)))),
                Advice.rounded(usage.forwarded(wanted).values().stream().mapToDouble(Double::doubleValue).sum()),
                sum(events, ModuleCall::calls),
                sum(events.and(remote), ModuleCall::calls));
    }

    private Optional<Double> sum(Predicate<ModuleCall> which, ToDoubleFunction<ModuleCall> value) {
        return Advice.rounded(usage.calls().stream().filter(which).mapToDouble(value).sum());
    }

    private Advice.Operation operation(String name) {
        Optional<long[]> latencies = usage.latencies(name);
        Optional<LatencyModel.Added> added = wanted.isSameAs(now)
                ? latencies.map(_ -> new LatencyModel.Added(0, 0))
                : cost.filter(_ -> hasOrders() && isWhole()).flatMap(known -> new LatencyModel(usage, now, known, networkMillis).added(name, wanted));
        return new Advice.Operation(name,
                latencies.flatMap(counts -> Advice.rounded(quantile(counts, 0.5))),
                latencies.flatMap(counts -> Advice.rounded(quantile(counts, 0.99))),
                added.flatMap(millis -> Advice.rounded(millis.p50())),
                added.flatMap(millis -> Advice.rounded(millis.p99())));
    }

    private static double quantile(long[] counts, double quantile) {
        return LatencyHistogram.quantileMillis(counts, quantile);
    }

    private Advice.Process process(List<String> group, Optional<Double> cpuMillis) {
        var configuration = new SplitConfiguration(wanted, surroundings.elsewhere());
        int connections = group.stream().mapToInt(surroundings.connections()::get).sum();
        boolean isKnown = hasOrders() && usage.covers(group);
        return new Advice.Process(group, cpuMillis, isKnown ? new MemoryModel(usage).of(group).flatMap(Advice::rounded) : Optional.empty(),
                Optional.of(connections), configuration.keys(group), configuration.yaml(group));
    }

    private Advice.Module module(String name) {
        if (!hasOrders() || !usage.covers(List.of(name))) {
            return new Advice.Module(name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        Map<String, Double> cpu = usage.cpuMillis();
        return new Advice.Module(name,
                sum(call -> !call.isEvents() && call.callee().equals(name), ModuleCall::calls),
                Advice.rounded(usage.statements(name)),
                Advice.rounded(usage.statementMillis(name)),
                Optional.ofNullable(cpu.get(name)).flatMap(Advice::rounded));
    }

    private List<String> allUnknown() {
        var all = new ArrayList<>(unknown);
        if (!isWhole()) {
            all.add("What " + String.join(", ", wanted.modules().stream().filter(module -> !usage.covers(List.of(module))).sorted().toList())
                    + " does: no process has said. Figures that need it are left out.");
        }
        if (!hasOrders()) {
            all.add("What an order costs: no order was observed.");
        } else if (usage.samples() < ModuleShares.ENOUGH_SAMPLES) {
            all.add("Which module uses the CPU: there were too few samples of CPU time. It is estimated from the statements of each module.");
        }
        if (cost.isEmpty()) {
            all.add("What a call between processes costs: this process could not call its own internal port.");
        }
        if (wanted.groups().size() > 1 && networkMillis == 0) {
            all.add("The latency between hosts: the figures are those of processes on one machine. "
                    + "The parameter networkMillis adds a round trip to each call.");
        }
        return all;
    }
}
