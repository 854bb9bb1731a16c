package dev.martlet.platform.http;

import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemException;
import dev.martlet.platform.http.problem.ProblemType;
import dev.martlet.platform.http.problem.Violations;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns the bytes of a body into values, or into the problem that says why it cannot. */
final class JsonBody {
    private JsonBody() {}

    static <T> T decode(byte[] bytes, Class<T> type) {
        String text = text(bytes);
        try {
            return checked(Json.strict().readValue(text, type));
        } catch (JacksonException fault) {
            requireJson(text);
            throw new ProblemException(JsonFault.problem(fault));
        }
    }

    static JsonNode tree(byte[] bytes) {
        String text = text(bytes);
        try {
            return Json.strict().readTree(text);
        } catch (JacksonException fault) {
            throw new ProblemException(JsonFault.problem(fault));
        }
    }

    static <T> T convert(JsonNode tree, Class<T> type) {
        try {
            return checked(Json.strict().treeToValue(tree, type));
        } catch (JacksonException fault) {
            throw new ProblemException(JsonFault.problem(fault));
        }
    }

    /** Malformed JSON is reported as such, even if a member before the error is wrong, too. */
    private static void requireJson(String text) {
        try (var parser = Json.strict().createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
        } catch (JacksonException fault) {
            Problem problem = JsonFault.problem(fault);
            if (problem.type().equals(ProblemType.INVALID_JSON)) {
                throw new ProblemException(problem);
            }
        }
    }

    private static <T> T checked(T value) {
        if (value == null) {
            throw new ProblemException(Problem.invalid("", "must be an object"));
        }
        if (value instanceof Validated checked) {
            var violations = new Violations();
            checked.check(violations);
            violations.throwIfAny();
        }
        return value;
    }

    /** UTF-8 alone (RFC 8259, section 8.1), and strictly: a reader that guesses the encoding can be made to read something else. */
    private static String text(byte[] bytes) {
        if (bytes.length == 0) {
            throw new ProblemException(Problem.of(ProblemType.INVALID_JSON, "The request needs a body."));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new ProblemException(Problem.of(ProblemType.INVALID_JSON, "The body is not UTF-8."));
        }
    }
}
