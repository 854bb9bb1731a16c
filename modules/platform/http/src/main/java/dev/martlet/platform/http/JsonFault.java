package dev.martlet.platform.http;

import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what is wrong with a user's JSON, in words of the document and never of the code that reads it. */
final class JsonFault {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"(.{1,200}?)\"");
    private static final Pattern OF_A_COMPONENT = Pattern.compile("([a-z][A-Za-z0-9]{0,40}) ((?:must|is|may|has) .{1,200})");

    private JsonFault() {}

    static Problem problem(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> invalid(unknown, "is not known");
            case ValueInstantiationException refused -> refusedByRecord(refused);
            case InvalidFormatException wrong -> invalid(wrong, rule(wrong.getTargetType()));
            case InvalidTypeIdException wrong -> invalid(wrong, "is not one of the known kinds");
            case MismatchedInputException wrong -> mismatch(wrong);
            case InputCoercionException wrong -> invalid(wrong, rule(wrong.getTargetType()));
            case StreamReadException malformed -> malformed(malformed);
            case JacksonException _ -> Problem.of(
                    ProblemType.INVALID_JSON, "The body is nested too deeply, has too many values, or a number or text in it is too long.");
        };
    }

    private static Problem mismatch(MismatchedInputException wrong) {
        String message = String.valueOf(wrong.getOriginalMessage());
        if (message.startsWith("Trailing token")) {
            return Problem.of(ProblemType.INVALID_JSON, "The body has more after its JSON value.");
        }
        boolean missing = message.startsWith("Missing required") || message.startsWith("Cannot map `null`")
                || wrong.getCurrentToken() == JsonToken.VALUE_NULL && !wrong.getPath().isEmpty();
        return invalid(wrong, missing ? "is required" : rule(wrong.getTargetType()));
    }

    private static Problem malformed(StreamReadException malformed) {
        var duplicate = DUPLICATE.matcher(String.valueOf(malformed.getOriginalMessage()));
        if (duplicate.find()) {
            return Problem.invalid(parent(malformed) + step(duplicate.group(1)), "must appear only once");
        }
        var location = malformed.getLocation();
        return Problem.of(ProblemType.INVALID_JSON, location == null || location.getLineNr() < 1
                ? "The body is not JSON."
                : "The body is not JSON: line " + location.getLineNr() + ", column " + location.getColumnNr() + ".");
    }

    private static String parent(StreamReadException malformed) {
        return malformed.getPath().isEmpty() && malformed.processor() != null
                ? malformed.processor().streamReadContext().getParent().pathAsPointer().toString()
                : pointer(malformed.getPath());
    }

    /** A record's own constructor refused its components; its message is fit for users if it was written for them. */
    private static Problem refusedByRecord(ValueInstantiationException refused) {
        Optional<String> message = Optional.ofNullable(refused.getCause())
                .filter(cause -> cause instanceof IllegalArgumentException || cause instanceof NullPointerException)
                .map(Throwable::getMessage);
        var component = message.map(OF_A_COMPONENT::matcher).filter(Matcher::matches);
        if (component.isPresent()) {
            return Problem.invalid(pointer(refused.getPath()) + "/" + component.get().group(1), component.get().group(2));
        }
        return invalid(refused, refused.getCause() instanceof IllegalArgumentException ? message.orElse("is not valid") : "is not complete");
    }

    private static Problem invalid(JacksonException fault, String message) {
        return Problem.invalid(pointer(fault.getPath()), message);
    }

    private static String rule(Class<?> type) {
        if (type == null) {
            return "has the wrong type";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        if (type == int.class || type == Integer.class) {
            return "must be a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        }
        if (type == long.class || type == Long.class) {
            return "must be a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        }
        return ruleOfObject(type);
    }

    private static String ruleOfObject(Class<?> type) {
        if (type == String.class) {
            return "must be text";
        }
        if (type == UUID.class) {
            return "must be a UUID";
        }
        if (type == Instant.class) {
            return "must be a time such as 2026-01-31T12:00:00Z";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "must be an array" : "must be an object";
    }

    private static String pointer(List<JacksonException.Reference> path) {
        return path.stream()
                .map(step -> step(step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName()))
                .collect(Collectors.joining());
    }

    /** One step of a JSON pointer (RFC 6901, section 3). */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
