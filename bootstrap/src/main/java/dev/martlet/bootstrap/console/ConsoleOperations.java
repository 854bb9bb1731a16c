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
    static final Operation DEAD = operation("dead", DeadQuery.class);
    static final Operation SETTLE = operation("settle", Settle.class);

    private final Function<Boolean, ProcessReport> report;
    private final Arrows arrows;
    private final ConsoleDeadEvents dead;

    /**
     * @param report of this process; with details or without
     * @param arrows of this process
     * @param dead events of this process
     */
    public ConsoleOperations(Function<Boolean, ProcessReport> report, Arrows arrows, ConsoleDeadEvents dead) {
        this.report = report;
        this.arrows = arrows;
        this.dead = dead;
    }

    /** The operations, as an interface for their types alone. */
    private interface Operations {
        @Safe
        ProcessReport report(ReportQuery query);

        @Safe
        History history(HistoryQuery query);

        @Safe
        DeadList dead(DeadQuery query);

        @Keyed("subscriber")
        Settled settle(Settle request);
    }

    /** @param details whether the configuration is wanted */
    public record ReportQuery(boolean details) {}

    public record HistoryQuery(String id) {}

    /** @param steps oldest first; empty for an arrow that the process does not send on */
    public record History(List<ArrowHistory.Step> steps) {}

    public record DeadQuery(int limit) {}

    /** Newest first. */
    public record DeadList(List<DeadItem> items) {}

    /** @param payload JSON text */
    public record DeadItem(
            String id, String subscriber, String publisher, String type, String key, int attempts, String occurredAt, String failedAt, String lastError,
            String payload) {}

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
        return List.of(REPORT, HISTORY, DEAD, SETTLE);
    }

    /** Where calls of them end. */
    public Invoker invoker() {
        return (_, request) -> switch (request) {
            case ReportQuery query -> report.apply(query.details());
            case HistoryQuery query -> new History(arrows.history(query.id()).orElse(List.of()));
            case DeadQuery query -> new DeadList(dead.list(query.limit()));
            case Settle settle -> dead.settle(settle);
            default -> throw new IllegalArgumentException(request.getClass().getName());
        };
    }

    private static Operation operation(String name, Class<?> request) {
        return Stream.of(Operations.class.getDeclaredMethods()).filter(method -> method.getName().equals(name) && method.getParameterTypes()[0] == request)
                .findFirst().map(method -> Operation.of(method, NAME)).orElseThrow();
    }
}
