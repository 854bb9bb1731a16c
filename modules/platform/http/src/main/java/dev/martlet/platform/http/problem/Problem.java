package dev.martlet.platform.http.problem;

import dev.martlet.platform.core.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A problem as clients see it (RFC 9457).
 *
 * @param detail what is wrong this time, fit for users; never a class name, SQL or a stack trace
 * @param errors where the input is wrong; empty unless it is
 * @param members further members, such as {@code orderId}
 * @param instance this occurrence, by which its log line is found
 */
public record Problem(ProblemType type, String detail, List<InputError> errors, Map<String, Object> members, String instance) {
    public static final String TYPES = "https://martlet.dev/problems/";

    /**
     * @param pointer JSON pointer (RFC 6901) into the body, or {@code /name} of a query parameter or header
     * @param message what the value must be
     */
    public record InputError(String pointer, String message) {
        /** A member that is named like a mail address is not named again: problems are written into logs. */
        public InputError {
            pointer = pointer.indexOf('@') < 0 ? pointer : pointer.replaceAll("[^/]*@[^/]*", "…");
        }
    }

    public Problem(ProblemType type, String detail, List<InputError> errors, Map<String, Object> members) {
        this(type, detail, List.copyOf(errors), members, "urn:uuid:" + Ids.next());
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), Map.of());
    }

    public static Problem invalid(String pointer, String message) {
        return invalid(List.of(new InputError(pointer, message)));
    }

    public static Problem invalid(List<InputError> errors) {
        InputError first = errors.getFirst();
        return new Problem(ProblemType.INVALID_REQUEST, (first.pointer() + " " + first.message()).strip(), errors, Map.of());
    }

    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, detail, errors, more, instance);
    }

    public int status() {
        return type.status();
    }

    /** The members as they are sent, in order. */
    public Map<String, Object> representation() {
        var all = new LinkedHashMap<String, Object>();
        all.put("type", TYPES + type.code());
        all.put("title", type.title());
        all.put("status", type.status());
        all.put("detail", detail);
        all.put("instance", instance);
        all.put("code", type.code());
        if (!errors.isEmpty()) {
            all.put("errors", errors);
        }
        members.forEach(all::putIfAbsent);
        return all;
    }
}
