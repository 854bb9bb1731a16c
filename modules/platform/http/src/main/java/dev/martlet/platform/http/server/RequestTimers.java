package dev.martlet.platform.http.server;

import dev.martlet.platform.core.observe.LatencyHistogram;
import dev.martlet.platform.core.trace.Span;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times answers by path template, method and status: {@code http.server.requests}. Templates and methods that are not known become one value.
 * The span of the request gets the same.
 */
final class RequestTimers {
    static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final MeterProvider<Timer> timers;
    /** The registry would make, sort and compare the tags for every request. */
    private final Map<Kind, Recorder> known = new ConcurrentHashMap<>();

    private record Kind(String uri, String method, int status) {}

    private record Recorder(Timer timer, LatencyHistogram latencies) {
        void record(long nanos) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
            latencies.record(nanos);
        }
    }

    RequestTimers(MeterRegistry meters) {
        timers = Timer.builder("http.server.requests")
                .description("HTTP requests that this process answered itself, on all of its ports")
                .withRegistry(meters);
    }

    void record(String uri, String method, int status, long startedNanos) {
        RequestSpans.answered(Span.current(), uri, known(method), status);
        known.computeIfAbsent(new Kind(uri, known(method), status), this::recorder).record(System.nanoTime() - startedNanos);
    }

    /** The method, if HTTP knows it. */
    static String known(String method) {
        return METHODS.contains(method) ? method : OTHER;
    }

    List<ServedRequests> served() {
        return known.entrySet().stream()
                .map(entry -> new ServedRequests(
                        entry.getKey().method, entry.getKey().uri, entry.getKey().status, entry.getValue().latencies.counts()))
                .toList();
    }

    private Recorder recorder(Kind kind) {
        Timer timer = timers.withTags("uri", kind.uri, "method", kind.method, "status", String.valueOf(kind.status));
        return new Recorder(timer, new LatencyHistogram());
    }
}
