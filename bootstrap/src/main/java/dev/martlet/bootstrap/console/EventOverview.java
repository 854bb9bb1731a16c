package dev.martlet.bootstrap.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        UnhandledEvents unhandled = UnhandledEvents.of(reports);
        var cells = graph.entrySet().stream().map(entry -> cell(entry.getKey(), entry.getValue(), reports, unhandled)).toList();
        var kinds = unhandled.kinds().stream().filter(kind -> kind.dead() > 0).map(kind -> new Kind(kind.subscriber(), kind.type(), kind.dead())).toList();
        var missing = processes.stream().filter(seen -> seen.report().isEmpty())
                .flatMap(seen -> seen.modules().stream().map(module -> new Gap(module, seen.error().orElse(seen.state())))).toList();
        return new EventOverview(cells, kinds, missing);
    }

    private static Cell cell(ArrowName arrow, List<String> types, List<ProcessReport> reports, UnhandledEvents unhandled) {
        Optional<ProcessReport.Outbox> outbox = all(reports, ProcessReport::outbox)
                .filter(found -> found.publisher().equals(arrow.from()) && found.subscriber().equals(arrow.to())).findFirst();
        return new Cell(arrow.from(), arrow.to(), types, outbox.map(ProcessReport.Outbox::waiting),
                outbox.filter(found -> found.waiting() > 0).map(ProcessReport.Outbox::oldestSeconds),
                unhandled.failed(arrow),
                unhandled.dead(arrow));
    }

    private static <T> Stream<T> all(List<ProcessReport> reports, Function<ProcessReport, List<T>> part) {
        return reports.stream().flatMap(report -> part.apply(report).stream());
    }
}
