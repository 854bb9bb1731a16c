package dev.martlet.bootstrap.console;

import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.Safe;
import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.calls.invoke.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a process answers to the console of another one, on the internal port: {@code /internal/console/…}. No module has that name. */
public final class ConsoleOperations {
    private static final String NAME = "console";
    static final Operation REPORT = operation("report", ReportQuery.class);
    static final Operation HISTORY = operation("history", HistoryQuery.class);
    static final Operation FAILED = operation("failed", FailedQuery.class);
    static final Operation SETTLE = operation("settle", Settle.class);

    private final Function<Boolean, ProcessReport> report;
    private final Arrows arrows;
    private final FailedEvents failed;

    /**
     * @param report of this process; with details or without
     * @param arrows of this process
     * @param failed events of this process
     */
    public ConsoleOperations(Function<Boolean, ProcessReport> report, Arrows arrows, FailedEvents failed) {
        this.report = report;
        this.arrows = arrows;
        this.failed = failed;
    }

    /** The operations, as an interface for their types alone. */
    private interface Operations {
        @Safe
        ProcessReport report(ReportQuery query);

        @Safe
        History history(HistoryQuery query);

        @Safe
        FailedList failed(FailedQuery query);

        @Keyed("subscriber")
        Settled settle(Settle request);
    }

    /** @param details whether the configuration is wanted */
    public record ReportQuery(boolean details) {}

    public record HistoryQuery(String id) {}

    /** @param steps oldest first; empty for an arrow that the process does not send on */
    public record History(List<ArrowHistory.Step> steps) {}

    /**
     * @param dead whether those are meant that are given up, and not those that are tried again
     * @param before only older ones than the one with this id
     */
    public record FailedQuery(
            boolean dead, Optional<String> subscriber, Optional<String> publisher, Optional<String> type, Optional<String> before, int limit) {}

    /**
     * Newest first.
     *
     * @param cut whether there are more
     * @param bytes their size as text
     */
    public record FailedList(List<FailedItem> items, boolean cut, long bytes) {}

    /**
     * @param id of the event, or of the dead one: one event may be dead in several modules
     * @param nextAttemptAt empty for a dead one
     * @param lastError empty for one that waits behind another of its key
     * @param payload JSON text
     */
    public record FailedItem(
            String id, String subscriber, String publisher, String type, String key, int attempts, String occurredAt, String failedAt,
            Optional<String> nextAttemptAt, String lastError, String payload) {}

    /**
     * What is to be done about dead events.
     *
     * @param action {@code retry} or {@code drop}
     * @param id of one; empty for all of a type
     * @param count how many there are of that type
     */
    public record Settle(String action, String subscriber, Optional<String> id, Optional<String> type, Optional<Integer> count) {}

    /**
     * @param count how many there were
     * @param done false if the count was another one: nothing has been done
     */
    public record Settled(int count, boolean done) {}

    public static List<Operation> all() {
        return List.of(REPORT, HISTORY, FAILED, SETTLE);
    }

    /** Where calls of them end. */
    public Invoker invoker() {
        return (_, request) -> switch (request) {
            case ReportQuery query -> report.apply(query.details());
            case HistoryQuery query -> new History(arrows.history(query.id()).orElse(List.of()));
            case FailedQuery query -> failed.list(query);
            case Settle settle -> failed.settle(settle);
            default -> throw new IllegalArgumentException(request.getClass().getName());
        };
    }

    private static Operation operation(String name, Class<?> request) {
        return Stream.of(Operations.class.getDeclaredMethods()).filter(method -> method.getName().equals(name) && method.getParameterTypes()[0] == request)
                .findFirst().map(method -> Operation.of(method, NAME)).orElseThrow();
    }
}
