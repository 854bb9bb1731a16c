package dev.martlet.bootstrap.advice;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one process says of itself.
 *
 * @param instance differs from that of any other process
 * @param modules that it runs
 * @param seconds in which the counts were made
 * @param residentMiB memory that it occupies; empty where the system does not say
 * @param connections by module, the database connections that it may open
 */
public record ProcessUsage(
        String instance, List<String> modules, double seconds, List<Count> counts, Optional<Double> residentMiB,
        Map<String, Integer> connections) {
    public ProcessUsage {
        modules = List.copyOf(modules);
        counts = List.copyOf(counts);
    }

    /**
     * What a process is asked.
     *
     * @param sampleMillis for how long samples of CPU time are taken before it answers
     */
    public record Query(long sampleMillis) {}

    /** The sums of a kind. */
    List<Count> counts(String kind) {
        return counts.stream().filter(count -> count.kind().equals(kind)).toList();
    }
}
