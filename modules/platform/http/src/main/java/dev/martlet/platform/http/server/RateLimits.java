package dev.martlet.platform.http.server;

import dev.martlet.platform.core.context.Caller;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.limits.RateLimit;
import dev.martlet.platform.http.limits.RateLimitSettings;
import dev.martlet.platform.http.limits.TrustedProxies;
import dev.martlet.platform.http.limits.UsedLimit;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Counts the requests of each caller of a socket, and answers 429 to one who sends too many. A request with a valid token counts for the token's subject, any
 * other for its address, also one with a token that is not valid: so nobody uses up what a subject may send but the subject.
 */
final class RateLimits implements Filter {
    private static final Logger LOG = System.getLogger(RateLimits.class.getName());
    private static final HeaderName FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;
    private static final int UNAUTHENTICATED = 401;
    private static final List<Method> SAFE = List.of(Method.GET, Method.HEAD, Method.OPTIONS);

    private final TrustedProxies proxies;
    private final Optional<RateLimit> requests;
    private final RateLimit guests;
    private final RequestTimers timers;
    private final AtomicBoolean warned = new AtomicBoolean();

    RateLimits(RateLimitSettings settings, RequestTimers timers) {
        proxies = settings.proxies();
        requests = settings.requests().map(RateLimit::new);
        guests = new RateLimit(settings.guests());
        this.timers = timers;
    }

    List<UsedLimit> used() {
        return Stream.concat(requests.stream().map(limit -> limit.used("callers counted by the rate limit")),
                Stream.of(guests.used("addresses counted by the rate limit of guests"))).toList();
    }

    /** Once it is known who the caller is. */
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Caller caller = Caller.current();
        Optional<Duration> wait = requests.flatMap(limit -> limit.count(key(caller, request)));
        if (wait.isPresent()) {
            refuse(wait.get(), request, response);
        } else if (caller.kind() == Caller.Kind.GUEST) {
            ofGuest(chain, request, response);
        } else {
            chain.proceed();
        }
    }

    private String key(Caller caller, RoutingRequest request) {
        return caller.kind() == Caller.Kind.IDENTIFIED ? caller.issuer() + "\n" + caller.subject() : address(request);
    }

    /** Counts a request with a token that is not valid. @return whether it is answered, because the address has sent too many */
    boolean refusesInvalid(RoutingRequest request, RoutingResponse response) {
        Optional<Duration> wait = requests.flatMap(limit -> limit.count(address(request)));
        wait.ifPresent(time -> refuse(time, request, response));
        return wait.isPresent();
    }

    /** What needs a token is no change by a guest. */
    private void ofGuest(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (SAFE.contains(request.prologue().method())) {
            chain.proceed();
            return;
        }
        String address = address(request);
        guests.count(address).ifPresentOrElse(wait -> refuse(wait, request, response), () -> {
            chain.proceed();
            if (response.status().code() == UNAUTHENTICATED) {
                guests.giveBack(address);
            }
        });
    }

    private void refuse(Duration wait, RoutingRequest request, RoutingResponse response) {
        long started = System.nanoTime();
        if (isBehindUnknownProxy(request) && !warned.getAndSet(true)) {
            LOG.log(Level.WARNING, "A request was refused (429) that a proxy seems to have forwarded: X-Forwarded-For is there, but server.proxies.trusted"
                    + " does not name the sender, so all clients of that proxy count as one");
        }
        var problem = Problem.of(ProblemType.TOO_MANY_REQUESTS, "This caller has sent too many requests. Retry later.");
        String seconds = Long.toString(wait.plusNanos(999_999_999).toSeconds());
        int status = ResponseWriter.send(request, response, Response.of(problem).with(HeaderNames.RETRY_AFTER.defaultCase(), seconds));
        timers.record(RequestTimers.OTHER, request.prologue().method().text(), status, started);
    }

    private boolean isBehindUnknownProxy(RoutingRequest request) {
        return request.headers().contains(FORWARDED_FOR) && !proxies.isTrusted(peer(request));
    }

    private String address(RoutingRequest request) {
        return proxies.client(peer(request), request.headers().all(FORWARDED_FOR, List::of));
    }

    private static InetAddress peer(RoutingRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
