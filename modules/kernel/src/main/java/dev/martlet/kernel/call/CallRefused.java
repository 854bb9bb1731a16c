package dev.martlet.kernel.call;

/** A call that did not happen: the guard refused it (open, full, or no time left), or no connection came about. Trying again later is safe. */
public final class CallRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CallRefused(String message) {
        super(message, null, false, false);
    }

    public CallRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
