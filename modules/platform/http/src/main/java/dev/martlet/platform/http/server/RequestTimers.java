package dev.martlet.platform.http.server;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times answers by path template, method and status: {@code http.server.requests}. Templates and methods that are not known become one value. */
final class RequestTimers {
    static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final MeterProvider<Timer> timers;
    /** The registry would make, sort and compare the tags for every request. */
    private final Map<Kind, Timer> known = new ConcurrentHashMap<>();

    private record Kind(String uri, String method, int status) {}

    RequestTimers(MeterRegistry meters) {
        timers = Timer.builder("http.server.requests")
                .description("HTTP requests that this process answered itself, on all of its ports")
                .withRegistry(meters);
    }

    void record(String uri, String method, int status, long startedNanos) {
        known.computeIfAbsent(new Kind(uri, METHODS.contains(method) ? method : OTHER, status), this::timer)
                .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return timers.withTags("uri", kind.uri, "method", kind.method, "status", String.valueOf(kind.status));
    }
}
