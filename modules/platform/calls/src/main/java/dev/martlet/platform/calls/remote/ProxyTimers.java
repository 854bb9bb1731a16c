package dev.martlet.platform.calls.remote;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts and times what is forwarded, by module and status, until the response begins: {@code martlet.proxy.requests}. */
final class ProxyTimers {
    private final MeterProvider<Timer> timers;

    ProxyTimers(String module, MeterRegistry meters) {
        timers = Timer.builder("martlet.proxy.requests")
                .description("Requests forwarded to the process that runs the module, until the response begins")
                .tag("module", module)
                .withRegistry(meters);
    }

    void record(int status, long startedNanos) {
        timers.withTag("status", String.valueOf(status)).record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }
}
