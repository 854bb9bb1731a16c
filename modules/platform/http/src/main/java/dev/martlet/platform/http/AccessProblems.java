package dev.martlet.platform.http;

import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderNames;
import java.util.List;
import java.util.Map;

/** Refusals of callers. They say as little as RFC 6750, section 3, asks for. */
public final class AccessProblems {
    private static final String BEARER = "Bearer";

    private AccessProblems() {}

    /** No token was sent where one is needed. */
    public static ProblemException unauthenticated() {
        return of(ProblemType.UNAUTHENTICATED, "Send a bearer token.", List.of(), BEARER);
    }

    /** What was sent is no valid token. */
    public static ProblemException invalidToken() {
        return of(ProblemType.UNAUTHENTICATED, "The token is not valid.", List.of(), BEARER + " error=\"invalid_token\"");
    }

    /** The token is valid, but not for this. */
    public static ProblemException forbidden() {
        return forbidden(List.of());
    }

    static ProblemException forbidden(List<Problem.InputError> errors) {
        return of(ProblemType.FORBIDDEN, "The token does not give the right to do this.", errors, BEARER + " error=\"insufficient_scope\"");
    }

    private static ProblemException of(ProblemType type, String detail, List<Problem.InputError> errors, String challenge) {
        return new ProblemException(new Problem(type, detail, errors, Map.of())).with(HeaderNames.WWW_AUTHENTICATE.defaultCase(), challenge);
    }
}
