package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.core.UnavailableException;
import dev.martlet.platform.core.context.RequestContext;
import dev.martlet.platform.http.AccessProblems;
import dev.martlet.platform.http.problem.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/** Finds out who sends each request of a socket, and refuses a token that is not valid wherever it is sent to. */
final class AuthenticationFilter implements Filter {
    /** RFC 6750, section 2.3: addresses are written into logs, so a token in one is known to others. */
    private static final String TOKEN_IN_QUERY = "access_token";

    private final Authenticator authenticator;
    private final RequestTimers timers;

    AuthenticationFilter(Authenticator authenticator, RequestTimers timers) {
        this.authenticator = authenticator;
        this.timers = timers;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (authenticator == Authenticator.NONE) {
            chain.proceed();
            return;
        }
        long started = System.nanoTime();
        Caller caller;
        try {
            caller = caller(request);
        } catch (ProblemException | UnavailableException refused) {
            int status = ResponseWriter.send(request, response, Problems.answer(refused));
            timers.record(RequestTimers.OTHER, request.prologue().method().text(), status, started);
            return;
        }
        RequestContext.current().with(caller).run(chain::proceed);
    }

    private Caller caller(RoutingRequest request) {
        if (request.query().contains(TOKEN_IN_QUERY)) {
            throw AccessProblems.invalidToken();
        }
        return authenticator.caller(request.headers().all(HeaderNames.AUTHORIZATION, List::of)).orElseThrow(AccessProblems::invalidToken);
    }
}
