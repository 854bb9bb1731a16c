package dev.martlet.bootstrap.advice;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How the CPU time of a process is divided among its modules: by samples, or, where they are too few, by the statements that each has sent. */
final class ModuleShares {
    /** About 10 % of error for a module that uses a third. */
    static final long ENOUGH_SAMPLES = 100;
    /** Without samples: about what they show of an order. */
    private static final double SQL_SHARE = 0.4;

    private ModuleShares() {}

    static Map<String, Double> of(ProcessUsage process) {
        var weights = new TreeMap<String, Double>();
        boolean sampled = samples(process) >= ENOUGH_SAMPLES;
        process.modules().forEach(module -> weights.put(module, sampled
                ? samples(process, names -> names.equals(module))
                // One more, so that the sum is not 0.
                : 1.0 + process.counts(Counts.STATEMENTS).stream()
                        .filter(count -> count.names().getFirst().equals(module)).mapToLong(count -> count.values().getFirst()).sum()));
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        weights.replaceAll((_, weight) -> weight / all);
        return weights;
    }

    /** Those that show a module. */
    static long samples(ProcessUsage process) {
        return (long) samples(process, process.modules()::contains);
    }

    static double sql(Collection<ProcessUsage> processes, String module) {
        double all = processes.stream().mapToDouble(process -> samples(process, module::equals)).sum();
        double sql = processes.stream().flatMap(process -> process.counts(Counts.SAMPLES).stream())
                .filter(count -> count.names().getFirst().equals(module) && count.names().getLast().equals(ModuleSampler.SQL))
                .mapToLong(count -> count.values().getFirst()).sum();
        return all >= ENOUGH_SAMPLES ? sql / all : SQL_SHARE;
    }

    private static double samples(ProcessUsage process, Predicate<String> module) {
        return process.counts(Counts.SAMPLES).stream().filter(count -> module.test(count.names().getFirst()))
                .mapToLong(count -> count.values().getFirst()).sum();
    }
}
