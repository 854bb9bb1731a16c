package dev.martlet.platform.http.problem;

import dev.martlet.platform.core.json.Unicode;
import java.util.ArrayList;
import java.util.List;

/** Gathers all errors of an input, so that one response has them all. */
public final class Violations {
    private final List<Problem.InputError> errors = new ArrayList<>();

    /** @param pointer JSON pointer of the member */
    public void add(String pointer, String message) {
        errors.add(new Problem.InputError(pointer, message));
    }

    /** @return whether the member is there */
    public boolean required(String pointer, Object value) {
        when(value == null, pointer, "is required");
        return value != null;
    }

    /** Required text of {@code min} to {@code max} characters: not blank, no control characters, well-formed Unicode. */
    public void text(String pointer, String value, int min, int max) {
        if (required(pointer, value)) {
            check(pointer, value, min, max, "");
        }
    }

    /** As {@link #text}, but may be missing. */
    public void optionalText(String pointer, String value, int min, int max) {
        if (value != null) {
            check(pointer, value, min, max, "");
        }
    }

    /** As {@link #optionalText}, but may have line breaks and tabs. */
    public void optionalLines(String pointer, String value, int min, int max) {
        if (value != null) {
            check(pointer, value, min, max, "\n\r\t");
        }
    }

    public void range(String pointer, long value, long min, long max) {
        when(value < min || value > max, pointer, "must be from " + min + " to " + max);
    }

    /** Adds a fault if {@code wrong}. */
    public void when(boolean wrong, String pointer, String message) {
        if (wrong) {
            add(pointer, message);
        }
    }

    public List<Problem.InputError> errors() {
        return List.copyOf(errors);
    }

    /** Ends the request with 400 {@code invalid-request} if anything is wrong. */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
    }

    private static boolean isInvisible(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.getType(point) == Character.FORMAT;
    }

    private void check(String pointer, String value, int min, int max, String allowedControls) {
        int length = value.codePointCount(0, value.length());
        if (length < min || length > max) {
            add(pointer, "must have " + min + " to " + max + " characters");
        } else if (min > 0 && value.codePoints().allMatch(Violations::isInvisible)) {
            add(pointer, "must not be blank");
        } else if (!Unicode.isWellFormed(value)) {
            add(pointer, "must be well-formed Unicode");
        } else if (value.chars().anyMatch(each -> Character.isISOControl(each) && allowedControls.indexOf(each) < 0)) {
            add(pointer, "must not have control characters");
        }
    }
}
