package dev.martlet.bench.report;

import java.util.List;
import java.util.stream.IntStream;

/** Medians, and ratios of rounds. */
public final class Statistics {
    private Statistics() {}

    /** Of an even number of values the mean of the two in the middle. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The ratios of values that were measured in the same round: what slows a round down affects both. */
    public static Ratio ratio(List<Double> values, List<Double> references) {
        if (values.size() != references.size()) {
            throw new IllegalArgumentException("different numbers of rounds: " + values.size() + " and " + references.size());
        }
        List<Double> each = IntStream.range(0, values.size()).mapToObj(round -> values.get(round) / references.get(round)).toList();
        return new Ratio(median(each), each.stream().min(Double::compare).orElseThrow(), each.stream().max(Double::compare).orElseThrow());
    }

    /** The median of the ratios of all rounds, with the lowest and the highest. */
    public record Ratio(double median, double lowest, double highest) {
        @Override
        public String toString() {
            return "%s (%s to %s)".formatted(Figures.ratio(median), Figures.ratio(lowest), Figures.ratio(highest));
        }
    }
}
