package dev.martlet.bootstrap.console;

import dev.martlet.bootstrap.console.ProcessReport.Unhandled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events that subscribers have not handled, of all processes.
 *
 * @param subscribers modules whose process has answered
 * @param kinds one for each subscriber, publisher and type: processes that run the same module report the same rows of its database
 */
record UnhandledEvents(Set<String> subscribers, List<Unhandled> kinds) {
    private static final BinaryOperator<Unhandled> LARGER = BinaryOperator.maxBy(Comparator.comparingInt(Unhandled::dead).thenComparingLong(Unhandled::failed));

    static UnhandledEvents of(List<ProcessReport> reports) {
        Map<List<String>, Unhandled> kinds = new LinkedHashMap<>();
        reports.stream().flatMap(report -> report.unhandled().stream())
                .forEach(kind -> kinds.merge(List.of(kind.subscriber(), kind.publisher(), kind.type()), kind, LARGER));
        return new UnhandledEvents(
                reports.stream().flatMap(report -> report.modules().stream()).collect(Collectors.toSet()), new ArrayList<>(kinds.values()));
    }

    /** Those that are tried again, or wait for one of their key; empty if the subscriber's process did not answer. */
    Optional<Long> failed(ArrowName arrow) {
        return isKnown(arrow) ? Optional.of(of(arrow).mapToLong(Unhandled::failed).sum()) : Optional.empty();
    }

    /** Those that the subscriber has given up on; empty if its process did not answer. */
    Optional<Integer> dead(ArrowName arrow) {
        return isKnown(arrow) ? Optional.of(of(arrow).mapToInt(Unhandled::dead).sum()) : Optional.empty();
    }

    private boolean isKnown(ArrowName arrow) {
        return subscribers.contains(arrow.to());
    }

    private Stream<Unhandled> of(ArrowName arrow) {
        return kinds.stream().filter(kind -> kind.publisher().equals(arrow.from()) && kind.subscriber().equals(arrow.to()));
    }
}
