package dev.martlet.kernel.http;

import java.util.List;

/** Gathers everything that is wrong with an input, so that a client is told of it all at once. */
public final class Violations {
    /** @param pointer JSON pointer of the member */
    public void add(String pointer, String message) {
        throw new UnsupportedOperationException();
    }

    /** @return whether the member is there */
    public boolean required(String pointer, Object value) {
        throw new UnsupportedOperationException();
    }

    /** Required text of {@code min} to {@code max} characters: not blank, no control characters, well-formed Unicode. */
    public void text(String pointer, String value, int min, int max) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #text}, but may be missing. */
    public void optionalText(String pointer, String value, int min, int max) {
        throw new UnsupportedOperationException();
    }

    public void range(String pointer, long value, long min, long max) {
        throw new UnsupportedOperationException();
    }

    /** Adds a fault if {@code wrong}. */
    public void when(boolean wrong, String pointer, String message) {
        throw new UnsupportedOperationException();
    }

    public List<Problem.InputError> errors() {
        throw new UnsupportedOperationException();
    }
}
