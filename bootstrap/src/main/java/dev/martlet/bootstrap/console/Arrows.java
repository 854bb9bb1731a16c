package dev.martlet.bootstrap.console;

import dev.martlet.platform.calls.invoke.CallStatistics;
import dev.martlet.platform.core.work.Worker;
import dev.martlet.platform.events.transport.EventIntake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What modules of this process send, by arrow of the module graph, with a history of it. */
public final class Arrows implements AutoCloseable {
    private final CallStatistics statistics;
    private final Map<ArrowName, ArrowHistory> histories = new ConcurrentSkipListMap<>();
    private final Worker worker = new Worker("arrow history", Duration.ofSeconds(ArrowHistory.STEP_SECONDS), this::step);
    private long stepped = System.nanoTime();

    /** @param statistics of all that modules of this process send */
    public Arrows(CallStatistics statistics) {
        this.statistics = statistics;
    }

    /** Keeps a history from now on. */
    public void begin() {
        worker.start();
    }

    /** The arrow is shown, even if nothing is sent. */
    public void add(ArrowName name) {
        histories.computeIfAbsent(name, _ -> new ArrowHistory());
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
                name.id(), name.from(), name.to(), name.kind(), step.rate(), step.p50(), step.p99(), step.errors(), step.retries(),
                Optional.of(breaker.apply(name)));
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
            Map<ArrowName, ArrowSums> sums = sums();
            sums.keySet().forEach(this::add);
            histories.forEach((name, history) -> history.step(seconds, sums.getOrDefault(name, ArrowSums.NONE)));
        }
        return false;
    }

    private Map<ArrowName, ArrowSums> sums() {
        Map<ArrowName, ArrowSums> sums =
                statistics.counted().stream().collect(Collectors.toMap(Arrows::name, counted -> ArrowSums.of(counted.sums()), ArrowSums::plus));
        sums.replaceAll((name, sum) -> name.kind().equals(ArrowName.CALLS) ? sum.withRetries(statistics.retried(name.from(), name.to())) : sum);
        return sums;
    }

    private static ArrowName name(CallStatistics.Counted counted) {
        return new ArrowName(counted.caller(), counted.callee(), counted.operation().equals(EventIntake.OPERATION) ? ArrowName.EVENTS : ArrowName.CALLS);
    }
}
