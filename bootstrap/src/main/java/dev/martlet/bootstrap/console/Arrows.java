package dev.martlet.bootstrap.console;

import dev.martlet.platform.calls.invoke.Invoker;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.transport.EventBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls and events that modules of this process send, measured at the attempt: each retry counts, and what an open circuit breaker rejects does not. */
public final class Arrows implements AutoCloseable {
    private final Map<ArrowName, ArrowHistory> histories = new ConcurrentSkipListMap<>();
    private final Worker worker = new Worker("arrow history", Duration.ofSeconds(ArrowHistory.STEP_SECONDS), this::step);
    private long stepped = System.nanoTime();

    /** Keeps a history from now on. */
    public void begin() {
        worker.start();
    }

    /** Counts the calls of one module to another. */
    public Invoker calls(String from, String to, Invoker target) {
        ArrowCounts counts = counts(new ArrowName(from, to, ArrowName.CALLS));
        return (operation, request) -> timed(counts, 1, () -> target.call(operation, request));
    }

    /** Counts the events that publishers hand to a subscriber. */
    public Invoker events(String subscriber, Invoker target) {
        return (operation, request) -> {
            var batch = (EventBatch) request;
            ArrowCounts counts = counts(new ArrowName(batch.publisher(), subscriber, ArrowName.EVENTS));
            return timed(counts, batch.events().size(), () -> target.call(operation, request));
        };
    }

    /**
     * The last step of each arrow.
     *
     * @param breaker the state of an arrow's circuit breaker
     */
    public List<ProcessReport.Arrow> latest(Function<ArrowName, String> breaker) {
        return histories.entrySet().stream().map(entry -> latest(entry.getKey(), entry.getValue().latest(), breaker)).toList();
    }

    private static ProcessReport.Arrow latest(ArrowName name, ArrowHistory.Step step, Function<ArrowName, String> breaker) {
        return new ProcessReport.Arrow(
                name.id(), name.from(), name.to(), name.kind(), step.rate(), step.p50(), step.p99(), step.errors(), Optional.of(breaker.apply(name)));
    }

    /** Empty for an arrow that no module of this process sends on. */
    Optional<List<ArrowHistory.Step>> history(String id) {
        return histories.entrySet().stream().filter(entry -> entry.getKey().id().equals(id)).findFirst().map(entry -> entry.getValue().all());
    }

    @Override
    public void close() {
        worker.close();
    }

    /** @return false: there is no more to do until the next step */
    private boolean step() {
        long now = System.nanoTime();
        double seconds = Duration.ofNanos(now - stepped).toMillis() / 1000.0;
        if (seconds > 1) {
            stepped = now;
            histories.values().forEach(history -> history.step(seconds));
        }
        return false;
    }

    private ArrowCounts counts(ArrowName name) {
        ArrowHistory known = histories.get(name);
        return (known == null ? histories.computeIfAbsent(name, _ -> new ArrowHistory()) : known).counts();
    }

    private static Object timed(ArrowCounts counts, int items, Supplier<Object> work) {
        long started = System.nanoTime();
        boolean failed = true;
        try {
            Object answer = work.get();
            failed = false;
            return answer;
        } finally {
            counts.record(items, System.nanoTime() - started, failed);
        }
    }
}
