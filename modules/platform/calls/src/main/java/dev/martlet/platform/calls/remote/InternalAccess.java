package dev.martlet.platform.calls.remote;

import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Admits requests that show one of the shop's internal secrets. Compared in constant time, never logged. */
public final class InternalAccess implements Filter {
    private static final HeaderName SECRET = HeaderNames.create(InternalHeaders.SECRET);

    private final InternalSecrets secrets;

    public InternalAccess(InternalSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        byte[] shown = request.headers().first(SECRET).orElse("").getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (String secret : secrets.all()) {
            known |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), shown);
        }
        if (!known) {
            throw new ProblemException(Problem.of(ProblemType.UNAUTHENTICATED, "This port is for the shop's own processes."))
                    .with("WWW-Authenticate", InternalHeaders.SECRET);
        }
        chain.proceed();
    }
}
