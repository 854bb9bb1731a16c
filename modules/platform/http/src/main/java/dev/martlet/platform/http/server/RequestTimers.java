package dev.martlet.platform.http.server;

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

    private final MeterRegistry meters;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    RequestTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(String uri, String method, int status, long startedNanos) {
        timers.computeIfAbsent(new Key(uri, METHODS.contains(method) ? method : OTHER, status), this::timer)
                .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("http.server.requests")
                .description("HTTP requests that this process answered itself, on all of its ports")
                .tag("uri", key.uri)
                .tag("method", key.method)
                .tag("status", String.valueOf(key.status))
                .register(meters);
    }

    private record Key(String uri, String method, int status) {}
}
