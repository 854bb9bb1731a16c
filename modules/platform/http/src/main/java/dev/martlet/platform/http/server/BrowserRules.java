package dev.martlet.platform.http.server;

import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what a page of another site makes a browser send: a change ({@code Origin}), and, in mode loopback, anything under a name that the page's owner
 * lets point to this machine (DNS rebinding, {@code Host}).
 */
final class BrowserRules implements Filter {
    private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS, Method.TRACE);
    private static final HeaderName FORWARDED = HeaderNames.create("Martlet-Forwarded");

    private final WebAccess access;
    private final boolean internal;
    private final RequestTimers timers;

    /** @param internal whether only other processes use the socket: those that forward have checked the origin of their client */
    BrowserRules(WebAccess access, boolean internal, RequestTimers timers) {
        this.access = access;
        this.internal = internal;
        this.timers = timers;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Optional<Problem> problem = problem(request);
        if (problem.isEmpty()) {
            chain.proceed();
            return;
        }
        long started = System.nanoTime();
        int status = ResponseWriter.send(request, response, Response.of(problem.get()));
        timers.record(RequestTimers.OTHER, request.prologue().method().text(), status, started);
    }

    private Optional<Problem> problem(RoutingRequest request) {
        Optional<String> host = request.headers().first(HeaderNames.HOST);
        if (!access.serves(host)) {
            return Optional.of(Problem.of(ProblemType.HOST_NOT_ALLOWED, "This process serves loopback hosts and those of server.hosts."));
        }
        boolean isChecked = SAFE.contains(request.prologue().method()) || internal && request.headers().contains(FORWARDED);
        return isChecked || isFromOwnPage(host, request.headers().all(HeaderNames.ORIGIN, List::of))
                ? Optional.empty()
                : Optional.of(Problem.of(ProblemType.ORIGIN_NOT_ALLOWED, "Pages of this origin may not send requests."));
    }

    /** Programs send no origin; a browser sends one with each change. */
    private boolean isFromOwnPage(Optional<String> host, List<String> origins) {
        return origins.stream().allMatch(origin -> access.allows(origin) || host.flatMap(HostPort::parse)
                .filter(requested -> WebOrigin.parse(origin).filter(page -> page.isOf(requested)).isPresent())
                .isPresent());
    }
}
