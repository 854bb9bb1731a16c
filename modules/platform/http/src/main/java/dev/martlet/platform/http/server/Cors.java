package dev.martlet.platform.http.server;

import dev.martlet.platform.http.Response;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;

/** Lets pages of the origins of {@code server.cors.origins} call the REST API (the Fetch standard, section 3.3: CORS). Without origins it does nothing. */
final class Cors implements Filter {
    private static final HeaderName ALLOW_ORIGIN = HeaderNames.create("Access-Control-Allow-Origin");
    private static final HeaderName ALLOW_METHODS = HeaderNames.create("Access-Control-Allow-Methods");
    private static final HeaderName ALLOW_HEADERS = HeaderNames.create("Access-Control-Allow-Headers");
    private static final HeaderName EXPOSE_HEADERS = HeaderNames.create("Access-Control-Expose-Headers");
    private static final HeaderName MAX_AGE = HeaderNames.create("Access-Control-Max-Age");
    private static final HeaderName REQUEST_METHOD = HeaderNames.create("Access-Control-Request-Method");
    private static final HeaderName REQUEST_HEADERS = HeaderNames.create("Access-Control-Request-Headers");
    /** Of the API as a whole. */
    static final String METHODS = "GET, HEAD, POST, PATCH, DELETE, OPTIONS";
    private static final String EXPOSED = "ETag, Location, Retry-After, Idempotency-Replayed";
    private static final String TEN_MINUTES = "600";

    private final WebAccess access;

    Cors(WebAccess access) {
        this.access = access;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.beforeSend(() -> decorate(request.headers(), response.headers()));
        if (isPreflight(request)) {
            ResponseWriter.send(request, response, preflight(request));
        } else {
            chain.proceed();
        }
    }

    /** Adds the headers that a browser expects to each response, also to errors. */
    void decorate(ServerRequestHeaders request, WritableHeaders<?> response) {
        if (access.origins().isEmpty()) {
            return;
        }
        Vary.add(response, HeaderNames.ORIGIN.defaultCase());
        allowed(request).ifPresent(origin -> {
            response.set(ALLOW_ORIGIN, origin);
            response.set(EXPOSE_HEADERS, EXPOSED);
        });
    }

    /** Any header may be sent: those that the API does not know change nothing. */
    private static Response preflight(RoutingRequest request) {
        Response answer = Response.noContent()
                .with(HeaderNames.ALLOW.defaultCase(), METHODS)
                .with(ALLOW_METHODS.defaultCase(), METHODS)
                .with(MAX_AGE.defaultCase(), TEN_MINUTES);
        return request.headers().first(REQUEST_HEADERS).map(names -> answer.with(ALLOW_HEADERS.defaultCase(), names)).orElse(answer);
    }

    private boolean isPreflight(RoutingRequest request) {
        return request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(REQUEST_METHOD)
                && allowed(request.headers()).isPresent();
    }

    private Optional<String> allowed(ServerRequestHeaders request) {
        return request.first(HeaderNames.ORIGIN).filter(access::allows);
    }
}
