package dev.martlet.platform.calls.remote;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times what is forwarded, by module and status, until the response begins: {@code martlet.proxy.requests}. */
final class ProxyTimers {
    private final String module;
    private final MeterRegistry meters;
    private final Map<Integer, Timer> timers = new ConcurrentHashMap<>();

    ProxyTimers(String module, MeterRegistry meters) {
        this.module = module;
        this.meters = meters;
    }

    void record(int status, long startedNanos) {
        timers.computeIfAbsent(status, this::timer).record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(int status) {
        return Timer.builder("martlet.proxy.requests")
                .description("Requests forwarded to the process that runs the module, until the response begins")
                .tag("module", module)
                .tag("status", String.valueOf(status))
                .register(meters);
    }
}
