package dev.martlet.platform.calls;

/**
 * The call was rejected before it was sent (circuit breaker open, bulkhead full, deadline passed): it did not happen, which says nothing about the
 * callee.
 */
public final class CallRejected extends CallFailure {
    private static final long serialVersionUID = 1;

    public CallRejected(String message) {
        super(message);
    }
}
