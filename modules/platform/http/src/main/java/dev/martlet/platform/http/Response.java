package dev.martlet.platform.http;

import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A response to be sent.
 *
 * @param status HTTP status code
 * @param headers beyond those that the platform sets itself ({@code Content-Type}, {@code ETag}, {@code Retry-After}, …)
 * @param body a record, written as JSON; a {@link Problem} is written as {@code application/problem+json}
 */
public record Response(int status, Map<String, String> headers, Optional<Object> body) {
    public static Response ok(Object body) {
        return new Response(200, Map.of(), Optional.of(body));
    }

    /** 200 with JSON that is a message between processes: no resource, and so without an {@code ETag}. */
    public static Response message(byte[] json) {
        return ok(new Message(json));
    }

    /** 200 with a representation other than JSON. */
    public static Response content(String mediaType, byte[] bytes) {
        return ok(new Entity(mediaType, bytes));
    }

    /** 201 with {@code Location}. */
    public static Response created(String location, Object body) {
        return new Response(201, Map.of("Location", location), Optional.of(body));
    }

    /** 202 with {@code Location}. */
    public static Response accepted(String location, Object body) {
        return new Response(202, Map.of("Location", location), Optional.of(body));
    }

    public static Response noContent() {
        return new Response(204, Map.of(), Optional.empty());
    }

    /** The response to the request that this ends. */
    public static Response of(ProblemException failure) {
        return new Response(failure.problem().status(), failure.headers(), Optional.of(failure.problem()));
    }

    public static Response of(Problem problem) {
        return new Response(problem.status(), Map.of(), Optional.of(problem));
    }

    public boolean isMessage() {
        return body.orElse("") instanceof Message;
    }

    /** The same answer with one more header. */
    public Response with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    record Message(byte[] json) {}
}
