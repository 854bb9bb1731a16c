package dev.martlet.bootstrap.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Publishers × subscribers, from what the processes say.
 *
 * @param kinds of dead events
 * @param missing modules whose process did not answer
 */
record EventOverview(List<Cell> cells, List<Kind> kinds, List<Gap> missing) {
    /**
     * What a subscriber has left of a publisher's events; empty where the process that knows it did not answer.
     *
     * @param failed empty also for a subscriber of several publishers: its module counts them together
     */
    record Cell(
            String publisher, String subscriber, List<String> types, Optional<Long> lag, Optional<Double> oldestSeconds, Optional<Long> failed,
            Optional<Integer> dead) {}

    record Kind(String subscriber, String type, int count) {}

    record Gap(String module, String reason) {}

    /** @param graph the event types of each arrow */
    static EventOverview of(Map<ArrowName, List<String>> graph, List<ShopProcesses.Seen> processes) {
        List<ProcessReport> reports = processes.stream().map(ShopProcesses.Seen::report).flatMap(Optional::stream).toList();
        var cells = graph.entrySet().stream().map(entry -> cell(entry.getKey(), entry.getValue(), graph, reports)).toList();
        var kinds = new ArrayList<Kind>();
        dead(reports).forEach(found -> kinds.add(new Kind(found.subscriber(), found.type(), found.count())));
        var missing = processes.stream().filter(seen -> seen.report().isEmpty())
                .flatMap(seen -> seen.modules().stream().map(module -> new Gap(module, seen.error().orElse(seen.state())))).toList();
        return new EventOverview(cells, kinds, missing);
    }

    private static Cell cell(ArrowName arrow, List<String> types, Map<ArrowName, List<String>> graph, List<ProcessReport> reports) {
        Optional<ProcessReport.Outbox> outbox = all(reports, ProcessReport::outbox)
                .filter(found -> found.publisher().equals(arrow.from()) && found.subscriber().equals(arrow.to())).findFirst();
        boolean isAlone = graph.keySet().stream().filter(other -> other.to().equals(arrow.to())).count() == 1;
        Optional<ProcessReport.Failed> failed = all(reports, ProcessReport::failed).filter(found -> found.subscriber().equals(arrow.to())).findFirst();
        Optional<Integer> dead = failed.map(_ -> dead(reports)
                .filter(found -> found.subscriber().equals(arrow.to()) && found.publisher().equals(arrow.from()))
                .mapToInt(ProcessReport.DeadKind::count).sum());
        return new Cell(arrow.from(), arrow.to(), types, outbox.map(ProcessReport.Outbox::waiting),
                outbox.filter(found -> found.waiting() > 0).map(ProcessReport.Outbox::oldestSeconds),
                failed.filter(_ -> isAlone).map(ProcessReport.Failed::waiting), dead);
    }

    /** Processes that run the same module report the same rows of its database. */
    private static Stream<ProcessReport.DeadKind> dead(List<ProcessReport> reports) {
        return all(reports, ProcessReport::dead).collect(Collectors.toMap(
                found -> List.of(found.subscriber(), found.publisher(), found.type()), Function.identity(),
                BinaryOperator.maxBy(Comparator.comparingInt(ProcessReport.DeadKind::count)), LinkedHashMap::new)).values().stream();
    }

    private static <T> Stream<T> all(List<ProcessReport> reports, Function<ProcessReport, List<T>> part) {
        return reports.stream().flatMap(report -> part.apply(report).stream());
    }
}
