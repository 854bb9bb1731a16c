package dev.martlet.platform.http.server;

import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.limits.ConcurrencyLimit;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/** Answers 503 at once when too many requests are under way, instead of queueing without end. */
final class ConcurrencyFilter implements Filter {
    private final ConcurrencyLimit limit;
    private final RequestTimers timers;

    ConcurrencyFilter(ConcurrencyLimit limit, RequestTimers timers) {
        this.limit = limit;
        this.timers = timers;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!limit.run(chain::proceed)) {
            long started = System.nanoTime();
            int status = ResponseWriter.send(request, response, Response.of(ConcurrencyLimit.overloaded()));
            timers.record(RequestTimers.OTHER, request.prologue().method().text(), status, started);
        }
    }
}
