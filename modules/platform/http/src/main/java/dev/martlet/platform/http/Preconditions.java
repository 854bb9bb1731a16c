package dev.martlet.platform.http;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code If-Match} and {@code If-None-Match} of a request that changes something (RFC 9110, section 13): whether the client has seen what it changes.
 * {@code If-Match} of a PATCH is the matter of its {@link MergePatch}.
 */
public final class Preconditions {
    private static final String NO_TAG = "none";

    private final List<String> ifMatch;
    private final List<String> ifNoneMatch;
    private final List<RequestHandler> representations;
    private final Request request;
    private boolean matchedBeside;

    /**
     * @param representations GET of the resource that is changed, first that which the route locks while it changes it; none if it cannot be read
     */
    Preconditions(Request request, List<RequestHandler> representations) {
        this.request = request;
        this.representations = representations;
        boolean isPatch = request.raw().prologue().method().equals(Method.PATCH);
        ifMatch = isPatch ? List.of() : request.headers(HeaderNames.IF_MATCH);
        ifNoneMatch = request.headers(HeaderNames.IF_NONE_MATCH);
    }

    boolean isEmpty() {
        return ifMatch.isEmpty() && ifNoneMatch.isEmpty();
    }

    /** Whether what GET answers now is what the request asks for. What cannot be got is left to the route, which says so better. */
    public boolean hold() {
        if (isEmpty()) {
            return true;
        }
        var answers = representations.stream().map(this::read).toList();
        if (answers.stream().anyMatch(answer -> answer.status() != 200)) {
            return true;
        }
        var tags = answers.stream().map(Entity::of).flatMap(content -> content.stream()).map(content -> EntityTag.of(content.bytes())).toList();
        matchedBeside = tags.stream().skip(1).anyMatch(tag -> EntityTag.isNamed(ifMatch, tag));
        return holdFor(tags);
    }

    /** The same for representations that cannot change meanwhile, because the caller has locked them. */
    boolean holdFor(Supplier<?>[] locked) {
        return isEmpty() || matchedBeside || holdFor(Arrays.stream(locked)
                .map(representation -> EntityTag.of(Json.strict().writeValueAsBytes(representation.get())))
                .toList());
    }

    public static ProblemException failed() {
        return new ProblemException(Problem.of(ProblemType.PRECONDITION_FAILED, "The resource is not as the request's conditions say. Get it again."));
    }

    private boolean holdFor(List<String> tags) {
        boolean matches = ifMatch.isEmpty() || names(ifMatch, tags);
        return matches && (ifNoneMatch.isEmpty() || !names(ifNoneMatch, tags));
    }

    /** A resource that cannot be read has no tag, but it is there for all that is known here. */
    private static boolean names(List<String> header, List<String> tags) {
        return (tags.isEmpty() ? Stream.of(NO_TAG) : tags.stream()).anyMatch(tag -> EntityTag.isNamed(header, tag));
    }

    private Response read(RequestHandler representation) {
        try {
            return representation.answer(new Request(request.raw()));
        } catch (ProblemException problem) {
            return Response.of(problem);
        }
    }
}
