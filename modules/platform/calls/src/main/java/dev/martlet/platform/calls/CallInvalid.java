package dev.martlet.platform.calls;

/** The callee refused the request itself (a 4xx): the call did not happen, the caller is at fault, and every repetition fails alike. */
public final class CallInvalid extends CallFailure {
    private static final long serialVersionUID = 1;

    public CallInvalid(String message, Throwable cause) {
        super(message, cause);
    }
}
