package dev.martlet.bench.report;

import dev.martlet.bench.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Measurements of targets in rounds, as tables and a chart. The first target is the one that the ratios compare with. */
public final class MeasurementTables {
    private MeasurementTables() {}

    /** What is shown of each measurement. */
    private enum Column {
        RATE("per second", measured -> measured.load().rate()),
        P50("p50 ms", measured -> measured.load().p50()),
        P99("p99 ms", measured -> measured.load().p99()),
        PROGRAM("program CPU ms", Measurement::programMillis),
        POSTGRES("PostgreSQL CPU ms", Measurement::postgresMillis),
        GENERATOR("generator CPU ms", Measurement::generatorMillis),
        MEMORY("RSS MiB", Measurement::mebibytes),
        RECORDS("WAL records", Measurement::walRecords),
        BYTES("WAL bytes", Measurement::walBytes),
        COMMITS("commits", Measurement::commits),
        OTHER("other CPU %", Measurement::otherPercent);

        final String title;
        final ToDoubleFunction<Measurement> value;

        Column(String title, ToDoubleFunction<Measurement> value) {
            this.title = title;
            this.value = value;
        }

        List<Double> of(List<Measurement> rounds) {
            return rounds.stream().map(value::applyAsDouble).toList();
        }
    }

    public static String medians(Map<String, List<Measurement>> targets) {
        var titles = new ArrayList<>(List.of("target"));
        List.of(Column.values()).forEach(column -> titles.add(column.title));
        titles.add("not good");
        var table = new Table(titles.toArray(String[]::new));
        targets.forEach((name, rounds) -> {
            var cells = new ArrayList<String>();
            for (Column column : Column.values()) {
                cells.add(Figures.number(Statistics.median(column.of(rounds))));
            }
            cells.add(notGood(rounds));
            table.row(name, cells);
        });
        return table.toString();
    }

    /** Median, lowest and highest ratio of each target's rounds to those of the first. */
    public static String ratios(Map<String, List<Measurement>> targets) {
        List<Measurement> first = targets.values().iterator().next();
        var table = new Table("target ÷ " + targets.keySet().iterator().next(), "per second", "p50", "p99", "CPU of program and PostgreSQL", "PostgreSQL CPU");
        targets.forEach((name, rounds) -> table.row(name, List.of(
                ratio(rounds, first, Column.RATE.value), ratio(rounds, first, Column.P50.value), ratio(rounds, first, Column.P99.value),
                ratio(rounds, first, MeasurementTables::work), ratio(rounds, first, Column.POSTGRES.value))));
        return table.toString();
    }

    /** Stacked bars of the CPU time of program, PostgreSQL and load generator. */
    public static String cpu(String title, Map<String, List<Measurement>> targets) {
        var parts = new LinkedHashMap<String, List<Double>>();
        parts.put("program", medians(targets, Column.PROGRAM));
        parts.put("PostgreSQL", medians(targets, Column.POSTGRES));
        parts.put("load generator", medians(targets, Column.GENERATOR));
        return Plot.bars(title, "ms", List.copyOf(targets.keySet()), parts);
    }

    private static List<Double> medians(Map<String, List<Measurement>> targets, Column column) {
        return targets.values().stream().map(rounds -> Statistics.median(column.of(rounds))).toList();
    }

    private static double work(Measurement measured) {
        return measured.programMillis() + measured.postgresMillis();
    }

    private static String ratio(List<Measurement> rounds, List<Measurement> first, ToDoubleFunction<Measurement> value) {
        return Statistics.ratio(rounds.stream().map(value::applyAsDouble).toList(), first.stream().map(value::applyAsDouble).toList()).toString();
    }

    private static String notGood(List<Measurement> rounds) {
        var all = new TreeMap<String, Long>();
        rounds.forEach(round -> round.load().bad().forEach((kind, count) -> all.merge(kind, count, Long::sum)));
        return all.isEmpty() ? "–" : all.toString().replaceAll("[{}]", "");
    }
}
