package dev.martlet.bootstrap.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Memory of a process that runs a group of modules, from that of a process which runs others: most of it is the same for every module.
 * Decision 0031 has the figures.
 */
final class MemoryModel {
    /** Classes, compiled code, threads and a heap that grows until it is collected: most of it is there with any module. */
    private static final double SAME = 0.85;
    /** Of several processes that come together: not more than this of the work of the largest was observed. */
    private static final double MOST = 2;

    private final ShopUsage usage;
    private final Map<String, Double> work;

    MemoryModel(ShopUsage usage) {
        this.usage = usage;
        this.work = usage.cpuMillis();
    }

    /** @return MiB; empty where no process says what it occupies */
    Optional<Double> of(List<String> group) {
        return exactly(group).or(() -> largest().flatMap(process -> process.residentMiB().map(resident -> scaled(process, resident, group))));
    }

    private Optional<Double> exactly(List<String> group) {
        return usage.processes().stream()
                .filter(process -> process.modules().size() == group.size() && process.modules().containsAll(group))
                .findFirst().flatMap(ProcessUsage::residentMiB);
    }

    private Optional<ProcessUsage> largest() {
        return usage.processes().stream().max(Comparator.comparingDouble(process -> work(process.modules())));
    }

    private double scaled(ProcessUsage process, double resident, List<String> group) {
        double all = work(process.modules());
        double share = all > 0 ? Math.min(MOST, work(group) / all) : 1;
        return resident * (SAME + (1 - SAME) * share);
    }

    private double work(List<String> modules) {
        return modules.stream().mapToDouble(module -> work.getOrDefault(module, 0.0)).filter(Double::isFinite).sum();
    }
}
