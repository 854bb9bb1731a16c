package dev.martlet.bootstrap.advice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What the whole shop does, from what its processes say. Their periods may differ, so all is computed from rates.
 *
 * @param processes each once
 */
record ShopUsage(List<ProcessUsage> processes) {
    private static final String ORDER = "POST /orders";
    /** Of an order that was recorded, also if it was rejected afterwards. */
    private static final Set<String> RECORDED = Set.of("201", "202", "402", "409", "422");
    private static final double NANOS_PER_MILLI = 1e6;

    ShopUsage {
        processes = List.copyOf(processes);
    }

    /** Requests that were answered, without those of the advice itself. */
    static long requests(Counts counts) {
        return counts.of(Counts.SERVED).filter(count -> !count.names().get(1).startsWith("/internal/process/")).mapToLong(ShopUsage::sum).sum();
    }

    /** Whether the processes that run these modules have said what they do. */
    boolean covers(Collection<String> modules) {
        return modules.stream().allMatch(module -> processes.stream().anyMatch(process -> process.modules().contains(module)));
    }

    long orders() {
        return processes.stream().flatMap(process -> process.counts(Counts.SERVED).stream()).filter(ShopUsage::isOrder).mapToLong(ShopUsage::sum).sum();
    }

    /** In which the orders were observed. */
    double seconds() {
        return processes.stream().filter(process -> process.counts(Counts.SERVED).stream().anyMatch(ShopUsage::isOrder))
                .mapToDouble(ProcessUsage::seconds).max()
                .orElseGet(() -> processes.stream().mapToDouble(ProcessUsage::seconds).max().orElse(0));
    }

    double ordersPerSecond() {
        return rate(Counts.SERVED, ShopUsage::isOrder, ShopUsage::sum);
    }

    /** All calls and batches of events between modules. */
    List<ModuleCall> calls() {
        var calls = new TreeMap<String, ModuleCall>();
        for (ProcessUsage process : processes) {
            for (Count count : process.counts(Counts.CALLS)) {
                double each = 1 / (process.seconds() * ordersPerSecond());
                List<String> names = count.names();
                var call = new ModuleCall(names.get(0), names.get(1), names.get(2), names.get(3),
                        count.values().get(0) * each, count.values().get(2) * each);
                calls.merge(names.toString(), call, ShopUsage::add);
            }
        }
        return List.copyOf(calls.values());
    }

    /** Milliseconds of CPU time for an order, by module. What no sample attributes is divided like the rest. */
    Map<String, Double> cpuMillis() {
        var cpu = new TreeMap<String, Double>();
        for (ProcessUsage process : processes) {
            double all = process.counts(Counts.CPU).stream().mapToDouble(ShopUsage::sum).sum()
                    / NANOS_PER_MILLI / process.seconds() / ordersPerSecond();
            ModuleShares.of(process).forEach((module, share) -> cpu.merge(module, all * share, Double::sum));
        }
        return cpu;
    }

    /** The part of a module's CPU time that goes into statements and their results. */
    double sqlShare(String module) {
        return ModuleShares.sql(processes, module);
    }

    long samples() {
        return processes.stream().mapToLong(ModuleShares::samples).sum();
    }

    /** Inputs of a batched statement of the module; 1 without any. */
    double batch(String module) {
        double batches = rate(Counts.BATCHES, count -> count.names().getFirst().equals(module), count -> count.values().get(0));
        double inputs = rate(Counts.BATCHES, count -> count.names().getFirst().equals(module), count -> count.values().get(1));
        return batches > 0 ? inputs / batches : 1;
    }

    /** For each order: statements of the module, or their milliseconds. */
    double statements(String module) {
        return rate(Counts.STATEMENTS, count -> count.names().getFirst().equals(module), count -> count.values().get(0)) / ordersPerSecond();
    }

    double statementMillis(String module) {
        return rate(Counts.STATEMENTS, count -> count.names().getFirst().equals(module), count -> count.values().get(1))
                / NANOS_PER_MILLI / ordersPerSecond();
    }

    /** The latencies of requests for an operation that succeeded; empty if there were none. */
    Optional<long[]> latencies(String operation) {
        Counts all = Counts.of(processes.stream().flatMap(process -> process.counts(Counts.SERVED).stream())
                .filter(count -> name(count).equals(operation) && count.names().get(2).startsWith("2"))
                .map(count -> new Count(count.kind(), List.of(), count.values()))
                .toList());
        return all.list().stream().findFirst().map(count -> count.values().stream().mapToLong(Long::longValue).toArray())
                .filter(counts -> LongStream.of(counts).sum() > 0);
    }

    /** Requests for an operation for each order, with any status. */
    double served(String operation) {
        return rate(Counts.SERVED, count -> name(count).equals(operation), ShopUsage::sum) / ordersPerSecond();
    }

    /** Requests on public routes that the first group does not answer, by module and for each order. */
    Map<String, Double> forwarded(Grouping grouping) {
        var forwarded = new TreeMap<String, Double>();
        grouping.modules().stream().filter(grouping::isForwarded).forEach(module -> forwarded.put(module,
                rate(Counts.SERVED, count -> module(name(count)).equals(module), ShopUsage::sum) / ordersPerSecond()));
        return forwarded;
    }

    /** The first segment of an operation's path. */
    static String module(String operation) {
        return operation.replaceFirst("^[A-Z]+ /", "").replaceFirst("/.*", "");
    }

    private double rate(String kind, Predicate<Count> which, ToDoubleFunction<Count> value) {
        return processes.stream().mapToDouble(process -> process.counts(kind).stream().filter(which).mapToDouble(value).sum() / process.seconds()).sum();
    }

    private static ModuleCall add(ModuleCall a, ModuleCall b) {
        return new ModuleCall(a.caller(), a.callee(), a.operation(), a.origin(), a.calls() + b.calls(), a.bytes() + b.bytes());
    }

    private static boolean isOrder(Count count) {
        return name(count).equals(ORDER) && RECORDED.contains(count.names().get(2));
    }

    private static String name(Count served) {
        return served.names().get(0) + " " + served.names().get(1);
    }

    private static long sum(Count count) {
        return count.values().stream().mapToLong(Long::longValue).sum();
    }
}
