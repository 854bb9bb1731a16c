package dev.martlet.kernel.http;

import java.util.List;
import java.util.Map;

/**
 * A problem as clients see it (RFC 9457). {@code instance} is added when it is sent.
 *
 * @param detail what is wrong this time, fit for users; never a class name, SQL or a stack trace
 * @param errors where the input is wrong; empty unless it is
 * @param members further members, such as {@code orderId}
 */
public record Problem(ProblemType type, String detail, List<InputError> errors, Map<String, Object> members) {
    /**
     * @param pointer JSON pointer (RFC 6901) into the body, or {@code /name} of a query parameter or header
     * @param message what the value must be
     */
    public record InputError(String pointer, String message) {}

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of());
    }

    public static Problem invalid(String pointer, String message) {
        return invalid(List.of(new InputError(pointer, message)));
    }

    public static Problem invalid(List<InputError> errors) {
        return new Problem(ProblemType.INVALID_REQUEST, errors.getFirst().pointer() + " " + errors.getFirst().message(), errors, Map.of());
    }

    public Problem with(String member, Object value) {
        var more = new java.util.LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, detail, errors, more);
    }

    public int status() {
        return type.status();
    }
}
