package dev.martlet.kernel.remote;

/** The headers that processes of one shop send each other on the internal port, besides {@code traceparent}. */
final class InternalHeaders {
    /** How many milliseconds the caller still waits. */
    static final String TIMEOUT = "Martlet-Timeout-Ms";
    /** The secret that processes show each other. */
    static final String SECRET = "Martlet-Internal";

    private InternalHeaders() {}
}
