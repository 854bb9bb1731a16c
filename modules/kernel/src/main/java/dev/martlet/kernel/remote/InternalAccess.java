package dev.martlet.kernel.remote;

import dev.martlet.kernel.http.Problem;
import dev.martlet.kernel.http.ProblemException;
import dev.martlet.kernel.http.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets only those in who show the secret of the shop's processes. Compared in constant time, never logged. */
public final class InternalAccess implements Filter {
    private static final HeaderName SECRET = HeaderNames.create(InternalHeaders.SECRET);
    private static final ProblemType UNAUTHORIZED = new ProblemType("unauthorized", 401, "The request needs credentials");

    private final byte[] secret;

    public InternalAccess(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        byte[] shown = request.headers().first(SECRET).orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(secret, shown)) {
            throw new ProblemException(Problem.of(UNAUTHORIZED, "This port is for the shop's own processes."))
                    .with("WWW-Authenticate", InternalHeaders.SECRET);
        }
        chain.proceed();
    }
}
