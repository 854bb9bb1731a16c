package dev.martlet.platform.http.server;

import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * A line for each request, with its trace, if {@code log.level.access} is DEBUG: method, path, status, milliseconds. A query is left out: it may hold personal
 * data.
 */
final class AccessLog {
    private static final Logger LOG = System.getLogger("access");

    private AccessLog() {}

    static void log(RoutingRequest request, RoutingResponse response, Runnable work) {
        if (!LOG.isLoggable(Level.DEBUG)) {
            work.run();
            return;
        }
        long started = System.nanoTime();
        try {
            work.run();
        } finally {
            String status = response.isSent() ? response.status().codeText() : "-";
            LOG.log(Level.DEBUG, request.prologue().method().text() + " " + request.prologue().uriPath().rawPath() + " " + status + " "
                    + Duration.ofNanos(System.nanoTime() - started).toMillis() + " ms");
        }
    }
}
