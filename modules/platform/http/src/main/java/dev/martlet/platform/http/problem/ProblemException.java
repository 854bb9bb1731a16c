package dev.martlet.platform.http.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request with a problem from wherever it was found. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.type().code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    /** The same problem with one more header in its response. */
    public ProblemException with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ProblemException(problem, more);
    }

    public Problem problem() {
        return problem;
    }

    /** Headers of the response, beyond those that every problem has. */
    public Map<String, String> headers() {
        return headers;
    }
}
