package dev.martlet.platform.http.server;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Counts and times answers by path template, method and status: {@code http.server.requests}. Templates and methods that are not known become one value. */
final class RequestTimers {
    static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final MeterProvider<Timer> timers;

    RequestTimers(MeterRegistry meters) {
        timers = Timer.builder("http.server.requests")
                .description("HTTP requests that this process answered itself, on all of its ports")
                .withRegistry(meters);
    }

    void record(String uri, String method, int status, long startedNanos) {
        timers.withTags("uri", uri, "method", METHODS.contains(method) ? method : OTHER, "status", String.valueOf(status))
                .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }
}
