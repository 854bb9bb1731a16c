package dev.martlet.platform.calls;

/** The call may have happened. Repeat it with the same key to learn its outcome; never assume that it failed. */
public final class OutcomeUnknown extends CallFailure {
    private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message) {
        super(message);
    }

    public OutcomeUnknown(String message, Throwable cause) {
        super(message, cause);
    }
}
