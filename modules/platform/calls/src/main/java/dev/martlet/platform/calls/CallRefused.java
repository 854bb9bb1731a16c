package dev.martlet.platform.calls;

import dev.martlet.platform.core.UnavailableException;

/** A call that did not happen. Trying again later is safe; whether it helps depends on the {@link Kind}. */
public final class CallRefused extends UnavailableException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** Why a call did not happen. */
    public enum Kind {
        /** Refused on the caller's side (breaker open, bulkhead full, no time left): says nothing about the callee. */
        REJECTED,
        /** No connection was established, or the callee is too busy: a failure of the callee. */
        UNREACHABLE,
        /** The callee refused the request itself (a 4xx): a fault of the caller, and the same for every repetition. */
        INVALID
    }

    /** {@link Kind#REJECTED}. */
    public CallRefused(String message) {
        super(message);
        this.kind = Kind.REJECTED;
    }

    private CallRefused(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public static CallRefused unreachable(String message, Throwable cause) {
        return new CallRefused(Kind.UNREACHABLE, message, cause);
    }

    public static CallRefused invalid(String message, Throwable cause) {
        return new CallRefused(Kind.INVALID, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
