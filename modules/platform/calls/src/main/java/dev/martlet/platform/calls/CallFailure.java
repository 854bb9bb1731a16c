package dev.martlet.platform.calls;

import dev.martlet.platform.core.UnavailableException;

/**
 * How a call failed. Code that decides by it (the retry, the circuit breaker, the HTTP problem) switches over all kinds without a default, so that the
 * compiler asks what a new kind means.
 */
public abstract sealed class CallFailure extends UnavailableException permits CallRejected, CalleeUnreachable, CallInvalid, OutcomeUnknown {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: these are frequent, and their message names the call. */
    CallFailure(String message) {
        super(message);
    }

    CallFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
