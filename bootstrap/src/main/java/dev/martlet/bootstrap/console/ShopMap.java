package dev.martlet.bootstrap.console;

import dev.martlet.bootstrap.console.ProcessReport.Arrow;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The whole shop at one moment.
 *
 * @param instance the process that shows it
 * @param processes without their reports
 */
record ShopMap(Instant at, String instance, List<ShopProcesses.Seen> processes, List<ArrowView> arrows) {
    private static final List<String> BREAKER_STATES = List.of("closed", "half_open", "open");

    /**
     * An arrow, as the processes at its ends report it; what none has reported is empty.
     *
     * @param rate calls or events per second, of all processes
     * @param p50Millis of the slowest process
     * @param errorRate failed calls or events per second
     * @param retryRate calls that were tried again, per second
     * @param breaker the worst state of all processes
     * @param lag events that are recorded and not delivered yet
     * @param failed events that the subscriber tries again, or that wait for one of their key
     * @param dead events that the subscriber has given up on
     */
    record ArrowView(
            String id, String from, String to, String kind, Optional<Double> rate, Optional<Double> p50Millis, Optional<Double> p99Millis,
            Optional<Double> errorRate, Optional<Double> retryRate, Optional<String> breaker,
            Optional<Long> lag, Optional<Double> oldestSeconds, Optional<Long> failed, Optional<Integer> dead) {}

    static ShopMap of(List<ShopProcesses.Seen> processes, List<ArrowName> arrows) {
        List<ProcessReport> reports = processes.stream().flatMap(process -> process.report().stream()).toList();
        UnhandledEvents unhandled = UnhandledEvents.of(reports);
        return new ShopMap(ProcessClock.now(), processes.getFirst().id().orElseThrow(), processes.stream().map(ShopProcesses.Seen::withoutReport).toList(),
                arrows.stream().map(arrow -> view(arrow, reports, unhandled)).toList());
    }

    private static ArrowView view(ArrowName name, List<ProcessReport> reports, UnhandledEvents unhandled) {
        List<Arrow> arrows = each(reports, ProcessReport::arrows).filter(arrow -> arrow.id().equals(name.id())).toList();
        boolean isEvents = name.kind().equals(ArrowName.EVENTS);
        return new ArrowView(name.id(), name.from(), name.to(), name.kind(),
                sum(arrows, Arrow::rate), most(arrows, Arrow::p50Millis), most(arrows, Arrow::p99Millis),
                sum(arrows, Arrow::errorRate), sum(arrows, Arrow::retryRate),
                arrows.stream().flatMap(arrow -> arrow.breaker().stream()).max(Comparator.comparingInt(BREAKER_STATES::indexOf)),
                isEvents ? outbox(name, reports).map(ProcessReport.Outbox::waiting).max(Long::compare) : Optional.empty(),
                isEvents ? outbox(name, reports).map(ProcessReport.Outbox::oldestSeconds).max(Double::compare) : Optional.empty(),
                isEvents ? unhandled.failed(name) : Optional.empty(),
                isEvents ? unhandled.dead(name) : Optional.empty());
    }

    private static Stream<ProcessReport.Outbox> outbox(ArrowName name, List<ProcessReport> reports) {
        return each(reports, ProcessReport::outbox).filter(outbox -> outbox.publisher().equals(name.from()) && outbox.subscriber().equals(name.to()));
    }

    private static <T> Stream<T> each(List<ProcessReport> reports, Function<ProcessReport, List<T>> part) {
        return reports.stream().map(part).flatMap(Collection::stream);
    }

    static <T> Optional<Double> sum(List<T> parts, Function<T, Optional<Double>> value) {
        return parts.stream().flatMap(part -> value.apply(part).stream()).reduce(Double::sum);
    }

    static <T> Optional<Double> most(List<T> parts, Function<T, Optional<Double>> value) {
        return parts.stream().flatMap(part -> value.apply(part).stream()).max(Double::compare);
    }
}
