package dev.martlet.bootstrap.advice;

import com.sun.management.OperatingSystemMXBean;
import dev.martlet.platform.calls.CallFailure;
import dev.martlet.platform.calls.invoke.Gathering;
import dev.martlet.platform.core.Ids;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;

/**
 * Advises on splitting: gathers what this process and those at its URLs did lately, measures what a call between processes costs, and computes what a
 * grouping would cost. Samples of CPU time and the measurement of a call are made when advice is asked for, and kept for a while.
 */
public final class Advisor implements AutoCloseable {
    private static final Duration SAMPLE = Duration.ofSeconds(2);
    /** A process takes samples before it answers. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration SAMPLES_KEPT = Duration.ofSeconds(30);
    private static final Duration COST_KEPT = Duration.ofMinutes(5);

    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Surroundings surroundings;
    private final String instance = Ids.next().toString();
    private final UsageHistory history;
    private final ModuleSampler sampler;
    private final LongAdder calibrating = new LongAdder();
    private final Kept<Counts> samples = new Kept<>(SAMPLES_KEPT);
    private final Kept<Optional<CallCost>> cost = new Kept<>(COST_KEPT);

    public Advisor(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.history = new UsageHistory(this::counts);
        this.sampler = new ModuleSampler(surroundings.reaches().keySet(), SYSTEM::getProcessCpuTime);
    }

    public void begin() {
        history.begin();
    }

    /** What other processes ask this one. */
    public ProcessOperations operations() {
        return new ProcessOperations(this::usage);
    }

    /**
     * @param run a list of modules for each group, as {@link Grouping#parse} takes it; without any, the grouping in force
     * @param networkMillis what a round trip between two hosts takes longer than within this one
     * @throws Grouping.Fault if a module is unknown, or named twice
     */
    public Advice advise(List<String> run, double networkMillis) {
        Grouping now = surroundings.grouping();
        var known = new TreeSet<>(surroundings.reaches().keySet());
        Grouping wanted = run.isEmpty() ? now : Grouping.parse(run, known);
        var unknown = new ArrayList<String>();
        Optional<CallCost> call = cost.get(this::calibrate, Optional::isPresent);
        var usage = new ShopUsage(gather(unknown));
        return new Expectation(surroundings, usage, now, wanted, call, networkMillis, unknown).advice();
    }

    @Override
    public void close() {
        history.close();
    }

    /** What this process says of itself. */
    private ProcessUsage usage(ProcessUsage.Query query) {
        UsageHistory.Period period = history.latest();
        Counts sampled = ShopUsage.requests(period.counts()) == 0 ? Counts.NONE : samples.get(
                () -> sampler.take(Duration.ofMillis(Math.clamp(query.sampleMillis(), 0, SAMPLE.toMillis()))),
                taken -> taken.of(Counts.SAMPLES).mapToLong(count -> count.values().getFirst()).sum() >= ModuleShares.ENOUGH_SAMPLES);
        return new ProcessUsage(instance, List.copyOf(new TreeSet<>(surroundings.here())), period.seconds(), period.counts().plus(sampled).list(),
                ProcessMemory.residentMiB(), surroundings.connections());
    }

    /** What advice itself costs is not the shop's. */
    private Counts counts() {
        return surroundings.counts().get().plus(Counts.of(List.of(new Count(Counts.CPU, List.of(), List.of(-calibrating.sum())))));
    }

    private Optional<CallCost> calibrate() {
        try {
            Calibration.Result result = new Calibration(surroundings.process().apply(surroundings.internalPort().get()), SYSTEM::getProcessCpuTime).measure();
            calibrating.add(result.spentNanos());
            return Optional.of(result.cost());
        } catch (CallFailure _) {
            return Optional.empty();
        }
    }

    /** All at once, because each takes samples for some time. */
    private List<ProcessUsage> gather(List<String> unknown) {
        var query = new ProcessUsage.Query(SAMPLE.toMillis());
        var asked = new ArrayList<Optional<URI>>();
        asked.add(Optional.empty());
        surroundings.elsewhere().values().stream().distinct().map(Optional::of).forEach(asked::add);
        var answers = new LinkedHashMap<String, ProcessUsage>();
        Gathering.from(asked, LONGEST, url -> url.map(known -> ask(known, query)).orElseGet(() -> usage(query))).forEach((url, answer) ->
                answer.value().ifPresentOrElse(
                        usage -> answers.put(usage.instance(), usage),
                        () -> unknown.add("What the process at " + url.map(URI::toString).orElse("this address") + " does: it did not answer.")));
        return List.copyOf(answers.values());
    }

    private ProcessUsage ask(URI url, ProcessUsage.Query query) {
        return (ProcessUsage) surroundings.process().apply(url).call(ProcessOperations.usage(), query);
    }
}
