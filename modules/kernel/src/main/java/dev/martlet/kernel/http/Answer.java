package dev.martlet.kernel.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A response to be sent.
 *
 * @param status HTTP status code
 * @param headers beyond those that the kernel sets itself ({@code Content-Type}, {@code ETag}, {@code Retry-After}, …)
 * @param body a record, written as JSON; a {@link Problem} is written as {@code application/problem+json}
 */
public record Answer(int status, Map<String, String> headers, Optional<Object> body) {
    public static Answer ok(Object body) {
        return new Answer(200, Map.of(), Optional.of(body));
    }

    /** 200 with JSON that is a message between processes: no resource, and so without an {@code ETag}. */
    public static Answer message(byte[] json) {
        return ok(new Message(json));
    }

    /** 200 with a representation other than JSON. */
    public static Answer content(String mediaType, byte[] bytes) {
        return ok(new Content(mediaType, bytes));
    }

    /** 201 with {@code Location}. */
    public static Answer created(String location, Object body) {
        return new Answer(201, Map.of("Location", location), Optional.of(body));
    }

    /** 202 with {@code Location}. */
    public static Answer accepted(String location, Object body) {
        return new Answer(202, Map.of("Location", location), Optional.of(body));
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), Optional.empty());
    }

    public static Answer of(Problem problem) {
        return new Answer(problem.status(), Map.of(), Optional.of(problem));
    }

    boolean isMessage() {
        return body.orElse("") instanceof Message;
    }

    /** The same answer with one more header. */
    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    record Message(byte[] json) {}
}
