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
    private static final Comparator<ProcessReport.DeadKind> BY_COUNT =
            Comparator.comparingInt(ProcessReport.DeadKind::count).thenComparingLong(ProcessReport.DeadKind::waiting);

    /**
     * What a subscriber has left of a publisher's events; empty where the process that knows it did not answer.
     *
     * @param failed events that the subscriber tries again, or that wait for one of their key
     */
    record Cell(
            String publisher, String subscriber, List<String> types, Optional<Long> lag, Optional<Double> oldestSeconds, Optional<Long> failed,
            Optional<Integer> dead) {}

    record Kind(String subscriber, String type, int count) {}

    record Gap(String module, String reason) {}

    /** @param graph the event types of each arrow */
    static EventOverview of(Map<ArrowName, List<String>> graph, List<ShopProcesses.Seen> processes) {
        List<ProcessReport> reports = processes.stream().map(ShopProcesses.Seen::report).flatMap(Optional::stream).toList();
        var cells = graph.entrySet().stream().map(entry -> cell(entry.getKey(), entry.getValue(), reports)).toList();
        var kinds = new ArrayList<Kind>();
        unhandled(reports).filter(found -> found.count() > 0).forEach(found -> kinds.add(new Kind(found.subscriber(), found.type(), found.count())));
        var missing = processes.stream().filter(seen -> seen.report().isEmpty())
                .flatMap(seen -> seen.modules().stream().map(module -> new Gap(module, seen.error().orElse(seen.state())))).toList();
        return new EventOverview(cells, kinds, missing);
    }

    private static Cell cell(ArrowName arrow, List<String> types, List<ProcessReport> reports) {
        Optional<ProcessReport.Outbox> outbox = all(reports, ProcessReport::outbox)
                .filter(found -> found.publisher().equals(arrow.from()) && found.subscriber().equals(arrow.to())).findFirst();
        Optional<ProcessReport.Failed> failed = all(reports, ProcessReport::failed).filter(found -> found.subscriber().equals(arrow.to())).findFirst();
        List<ProcessReport.DeadKind> kinds = unhandled(reports)
                .filter(found -> found.subscriber().equals(arrow.to()) && found.publisher().equals(arrow.from())).toList();
        return new Cell(arrow.from(), arrow.to(), types, outbox.map(ProcessReport.Outbox::waiting),
                outbox.filter(found -> found.waiting() > 0).map(ProcessReport.Outbox::oldestSeconds),
                failed.map(_ -> kinds.stream().mapToLong(ProcessReport.DeadKind::waiting).sum()),
                failed.map(_ -> kinds.stream().mapToInt(ProcessReport.DeadKind::count).sum()));
    }

    /** Processes that run the same module report the same rows of its database. */
    private static Stream<ProcessReport.DeadKind> unhandled(List<ProcessReport> reports) {
        return all(reports, ProcessReport::dead).collect(Collectors.toMap(
                found -> List.of(found.subscriber(), found.publisher(), found.type()), Function.identity(),
                BinaryOperator.maxBy(BY_COUNT), LinkedHashMap::new)).values().stream();
    }

    private static <T> Stream<T> all(List<ProcessReport> reports, Function<ProcessReport, List<T>> part) {
        return reports.stream().flatMap(report -> part.apply(report).stream());
    }
}
