package dev.martlet.platform.calls;

/** No connection was established, or the callee is overloaded: the call did not happen, and the callee is at fault. */
public final class CalleeUnreachable extends CallFailure {
    private static final long serialVersionUID = 1;

    public CalleeUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
