package dev.martlet.platform.http.server;

import dev.martlet.platform.core.UnavailableException;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one place that turns a failure into the problem that a client sees. */
final class Problems {
    private static final Logger LOG = System.getLogger(Problems.class.getName());

    private static final Map<Integer, ProblemType> BY_STATUS = Stream.of(
                    ProblemType.INVALID_REQUEST,
                    ProblemType.NOT_FOUND,
                    ProblemType.METHOD_NOT_ALLOWED,
                    ProblemType.NOT_ACCEPTABLE,
                    ProblemType.CONTENT_TOO_LARGE,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    ProblemType.URI_TOO_LONG,
                    ProblemType.HEADERS_TOO_LARGE,
                    ProblemType.INTERNAL_ERROR,
                    ProblemType.NOT_IMPLEMENTED,
                    ProblemType.HTTP_VERSION_NOT_SUPPORTED,
                    ProblemType.OVERLOADED)
            .collect(Collectors.toUnmodifiableMap(ProblemType::status, type -> type));

    private Problems() {}

    static Response answer(Throwable failure) {
        return failure instanceof ProblemException known ? Response.of(known) : Response.of(of(failure));
    }

    static Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case UnavailableException unavailable -> unavailable(unavailable);
            case RequestException http when http.status().code() < 500 || http.status().code() == 503 -> of(http.status());
            case HttpException http when http.status().code() < 500 || http.status().code() == 503 -> of(http.status());
            case Throwable bug -> internalError(bug);
        };
    }

    /** What the web server itself refuses. */
    static Problem of(Status status) {
        return Problem.of(type(status), switch (status.code()) {
            case 400 -> "The request is not well-formed HTTP/1.1.";
            case 404 -> "No resource has this path.";
            case 413 -> "A body may have at most 1 MiB.";
            case 414 -> "A request line may have at most 8 KiB.";
            case 415 -> "A body must be sent as it is, without Content-Encoding.";
            case 431 -> "All headers together may have at most 32 KiB.";
            case 501 -> "A method is written in upper case; chunked is the only transfer coding.";
            case 505 -> "Use HTTP/1.1 or HTTP/1.0.";
            case 503 -> "Too many concurrent requests. Retry later.";
            default -> "The request was refused.";
        });
    }

    private static ProblemType type(Status status) {
        ProblemType known = BY_STATUS.get(status.code());
        if (known != null) {
            return known;
        }
        return new ProblemType(status.reasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"), status.code(), status.reasonPhrase());
    }

    private static Problem unavailable(RuntimeException failure) {
        Problem problem = Problem.of(ProblemType.MODULE_UNAVAILABLE, "A required service is unavailable. Retry later.");
        LOG.log(Level.WARNING, () -> problem.instance() + " " + failure);
        LOG.log(Level.DEBUG, problem.instance(), failure);
        return problem;
    }

    private static Problem internalError(Throwable bug) {
        Problem problem = Problem.of(ProblemType.INTERNAL_ERROR, "Internal error. Report the instance to the operators of the service.");
        LOG.log(Level.ERROR, problem.instance(), bug);
        return problem;
    }
}
