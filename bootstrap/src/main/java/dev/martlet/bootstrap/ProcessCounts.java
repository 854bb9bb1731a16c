package dev.martlet.bootstrap;

import com.sun.management.OperatingSystemMXBean;
import dev.martlet.bootstrap.advice.Count;
import dev.martlet.bootstrap.advice.Counts;
import dev.martlet.platform.calls.invoke.CallStatistics;
import dev.martlet.platform.http.server.ServedRequests;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What this process has counted since its start, from what it measures anyway. */
final class ProcessCounts implements Supplier<Counts> {
    private static final String STATEMENT_TIMER = "db.client.operation.duration";
    private static final String BATCH_SIZES = "martlet.sql.batch.size";

    private final Supplier<List<ServedRequests>> served;
    private final CallStatistics calls;
    private final MeterRegistry meters;

    ProcessCounts(Supplier<List<ServedRequests>> served, CallStatistics calls, MeterRegistry meters) {
        this.served = served;
        this.calls = calls;
        this.meters = meters;
    }

    @Override
    public Counts get() {
        return Counts.of(Stream.of(cpu(), served(), calls(), statements(), batches()).flatMap(counts -> counts).toList());
    }

    private static Stream<Count> cpu() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Stream.of(new Count(Counts.CPU, List.of(), List.of(system.getProcessCpuTime())));
    }

    private Stream<Count> served() {
        return served.get().stream().map(requests -> new Count(Counts.SERVED,
                List.of(requests.method(), requests.path(), String.valueOf(requests.status())), LongStream.of(requests.latencies()).boxed().toList()));
    }

    private Stream<Count> calls() {
        return calls.counted().stream().map(call -> new Count(Counts.CALLS,
                List.of(call.caller(), call.callee(), call.operation(), call.origin()),
                List.of(call.sums().calls(), call.sums().nanos(), call.sums().bytes())));
    }

    private Stream<Count> statements() {
        return meters.find(STATEMENT_TIMER).timers().stream().map(timer -> new Count(Counts.STATEMENTS, List.of(timer.getId().getTag("module")), time(timer)));
    }

    private static List<Long> time(Timer timer) {
        return List.of(timer.count(), (long) timer.totalTime(TimeUnit.NANOSECONDS));
    }

    /** A statement is named after its module. */
    private Stream<Count> batches() {
        return meters.find(BATCH_SIZES).summaries().stream()
                .map(sizes -> new Count(Counts.BATCHES, List.of(sizes.getId().getTag("statement").replaceFirst("\\..*", "")), inputs(sizes)));
    }

    private static List<Long> inputs(DistributionSummary sizes) {
        return List.of(sizes.count(), (long) sizes.totalAmount());
    }
}
