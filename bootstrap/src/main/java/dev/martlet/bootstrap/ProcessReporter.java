package dev.martlet.bootstrap;

import dev.martlet.bootstrap.advice.ProcessMemory;
import dev.martlet.bootstrap.console.FailedEvents;
import dev.martlet.bootstrap.console.ProcessClock;
import dev.martlet.bootstrap.console.ProcessReport;
import dev.martlet.platform.events.delivery.EventBacklog;
import dev.martlet.platform.http.limits.UsedLimit;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.ModuleDescriptor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes what this process says about itself, from what it measures anyway. */
final class ProcessReporter {
    private static final String POOL_SIZES = "hikaricp.connections.max";
    private static final String BULKHEADS = "resilience4j.bulkhead.max.allowed.concurrent.calls";
    private static final int ID_LENGTH = 8;
    private static final long BYTES_PER_MIB = 1024 * 1024;

    private final String instance = UUID.randomUUID().toString().substring(0, ID_LENGTH);
    private final ProcessConfig config;
    private final ModuleCalls calls;
    private final EventWiring events;
    private final FailedEvents failed;
    private final Supplier<List<UsedLimit>> ports;
    private final MeterRegistry meters;

    ProcessReporter(ProcessConfig config, ModuleCalls calls, EventWiring events, FailedEvents failed, Supplier<List<UsedLimit>> ports, MeterRegistry meters) {
        this.config = config;
        this.calls = calls;
        this.events = events;
        this.failed = failed;
        this.ports = ports;
        this.meters = meters;
    }

    /** Made at the start, so that it differs from that of every other process. */
    String instance() {
        return instance;
    }

    String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("unknown");
    }

    /** @param details whether to look up what hardly changes: the configuration and the contracts */
    ProcessReport report(boolean details) {
        var runtime = Runtime.getRuntime();
        return new ProcessReport(
                instance,
                version(),
                ProcessClock.startedAt(),
                ProcessClock.uptimeSeconds(),
                List.copyOf(config.placement().here()),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                ProcessMemory.residentMiB().map(mebibytes -> (long) (mebibytes * BYTES_PER_MIB)),
                gauge("process.cpu.usage"),
                runtime.availableProcessors(),
                pools(),
                limits(),
                details ? ConfigurationReport.of(config) : List.of(),
                details ? contracts() : List.of(),
                calls.arrows().latest(calls::breaker),
                backlog(EventBacklog.Direction.OUTBOX).map(ProcessReporter::outbox).toList(),
                backlog(EventBacklog.Direction.INBOX).anyMatch(inbox -> inbox.dead() > 0 || inbox.waiting() > 0) ? failed.kinds() : List.of());
    }

    private Stream<EventBacklog> backlog(EventBacklog.Direction direction) {
        return events.backlog().filter(waiting -> waiting.direction() == direction);
    }

    private static ProcessReport.Outbox outbox(EventBacklog waiting) {
        return new ProcessReport.Outbox(waiting.module(), waiting.subscriber(), waiting.waiting(), seconds(waiting));
    }

    private static double seconds(EventBacklog waiting) {
        return waiting.oldest().toMillis() / 1000.0;
    }

    private List<ProcessReport.Pool> pools() {
        return meters.find(POOL_SIZES).gauges().stream().map(ProcessReporter::pool).sorted().map(this::pool).toList();
    }

    private static String pool(Gauge size) {
        return size.getId().getTag("pool");
    }

    private ProcessReport.Pool pool(String module) {
        return new ProcessReport.Pool(module, (int) gauge(POOL_SIZES, "pool", module), (int) gauge("hikaricp.connections.active", "pool", module),
                (int) gauge("hikaricp.connections.pending", "pool", module));
    }

    /** Of the ports, and of calls under way to each module. */
    private List<ProcessReport.Limit> limits() {
        return Stream.concat(
                ports.get().stream().map(limit -> new ProcessReport.Limit(limit.name(), limit.inUse(), limit.max())),
                meters.find(BULKHEADS).gauges().stream().map(gauge -> gauge.getId().getTag("name")).sorted().map(this::bulkhead)).toList();
    }

    private ProcessReport.Limit bulkhead(String callee) {
        double most = gauge(BULKHEADS, "name", callee);
        return new ProcessReport.Limit("calls to " + callee, most - gauge("resilience4j.bulkhead.available.concurrent.calls", "name", callee), most);
    }

    private double gauge(String name, String... tags) {
        return meters.find(name).tags(tags).gauges().stream().mapToDouble(Gauge::value).filter(Double::isFinite).findFirst().orElse(0);
    }

    private List<ProcessReport.Contract> contracts() {
        return config.graph().modules().stream().map(ModuleApi::descriptor).map(ModuleDescriptor::name)
                .flatMap(module -> calls.contracts().state(module).stream()
                        .map(state -> new ProcessReport.Contract(module, state.hash(), state.elsewhere(), state.differs())))
                .toList();
    }
}
