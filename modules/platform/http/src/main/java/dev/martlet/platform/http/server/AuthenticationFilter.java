package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.UnavailableException;
import dev.martlet.platform.core.context.RequestContext;
import dev.martlet.platform.http.AccessProblems;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;

/** Finds out who sends each request of a socket, and refuses a token that is not valid wherever it is sent to. */
final class AuthenticationFilter implements Filter {
    /** RFC 6750, section 2.3: addresses are written into logs, so a token in one is known to others. */
    private static final String TOKEN_IN_QUERY = "access_token";

    private final Authenticator authenticator;
    private final Optional<RateLimits> limits;
    private final RequestTimers timers;

    /** @param limits of the socket, if it has any */
    AuthenticationFilter(Authenticator authenticator, Optional<RateLimits> limits, RequestTimers timers) {
        this.authenticator = authenticator;
        this.limits = limits;
        this.timers = timers;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (authenticator == Authenticator.NONE) {
            chain.proceed();
            return;
        }
        long started = System.nanoTime();
        Optional<Caller> caller;
        try {
            caller = caller(request);
        } catch (UnavailableException unknown) {
            refuse(unknown, request, response, started);
            return;
        }
        if (caller.isPresent()) {
            RequestContext.current().with(caller.get()).run(chain::proceed);
        } else if (limits.filter(each -> each.refusesInvalid(request, response)).isEmpty()) {
            refuse(AccessProblems.invalidToken(), request, response, started);
        }
    }

    private Optional<Caller> caller(RoutingRequest request) {
        return request.query().contains(TOKEN_IN_QUERY)
                ? Optional.empty()
                : authenticator.caller(request.headers().all(HeaderNames.AUTHORIZATION, List::of));
    }

    private void refuse(RuntimeException refusal, RoutingRequest request, RoutingResponse response, long started) {
        int status = ResponseWriter.send(request, response, Problems.answer(refusal));
        timers.record(RequestTimers.OTHER, request.prologue().method().text(), status, started);
    }
}
