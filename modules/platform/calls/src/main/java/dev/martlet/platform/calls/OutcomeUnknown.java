package dev.martlet.platform.calls;

import dev.martlet.platform.core.UnavailableException;

/** A call that did not come back: it may have happened. Ask again with the same key to find out; never assume that it failed. */
public final class OutcomeUnknown extends UnavailableException {
    private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message, Throwable cause) {
        super(message, cause);
    }
}
