package dev.martlet.platform.http.server;

import dev.martlet.platform.http.Entity;
import dev.martlet.platform.http.problem.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/** Turns what the web server refuses by itself, before any route sees it, into problems. */
final class ProblemDirectHandler implements DirectHandler {
    private final RequestTimers timers;
    private final Cors cors;

    ProblemDirectHandler(RequestTimers timers, Cors cors) {
        this.timers = timers;
        this.cors = cors;
    }

    DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, this);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, Throwable thrown, System.Logger logger) {
        return respond(request, headers, Problems.of(thrown));
    }

    @Override
    public TransportResponse handle(TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        return respond(request, headers, Problems.of(status));
    }

    private TransportResponse respond(TransportRequest request, ServerResponseHeaders headers, Problem problem) {
        timers.record(RequestTimers.OTHER, request.method(), problem.status(), System.nanoTime());
        Entity content = Entity.of(problem);
        headers.set(HeaderNames.CONTENT_TYPE, content.mediaType());
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        cors.decorate(request.headers(), headers);
        if (problem.status() == 503) {
            headers.set(HeaderNames.RETRY_AFTER, ResponseWriter.RETRY_AFTER_SECONDS);
        }
        return TransportResponse.builder()
                .status(Status.create(problem.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(content.bytes())
                .build();
    }
}
