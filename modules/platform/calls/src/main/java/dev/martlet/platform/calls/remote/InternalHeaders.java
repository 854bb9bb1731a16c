package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.invoke.ContractSubject;
import dev.martlet.platform.calls.invoke.Operation;

/** The headers that processes of one shop send each other on the internal port, besides {@code traceparent}. */
final class InternalHeaders {
    /** How many milliseconds the caller still waits. */
    static final String TIMEOUT = "Martlet-Timeout-Ms";
    /** The secret that processes show each other. */
    static final String SECRET = "Martlet-Internal";
    /** The hash of the contract that a call is about: the callee's, or, where events are handed over, their publisher's. */
    static final String CONTRACT = "Martlet-Contract";

    private InternalHeaders() {}

    /** Whose contract a call is about. */
    static String subject(Operation operation, Object request) {
        return request instanceof ContractSubject other ? other.contractSubject() : operation.module();
    }
}
