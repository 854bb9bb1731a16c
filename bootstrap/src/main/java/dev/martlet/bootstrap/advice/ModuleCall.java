package dev.martlet.bootstrap.advice;

/**
 * Calls of one operation by one module, for one kind of request.
 *
 * @param origin the request that they were made for: method and path template; empty for work that no request waits for
 * @param calls for each order
 * @param bytes for each order, of requests and responses
 */
record ModuleCall(String caller, String callee, String operation, String origin, double calls, double bytes) {
    static final String EVENTS = "handleEvents";

    /** Whether it hands events to a subscriber. */
    boolean isEvents() {
        return operation.equals(EVENTS);
    }

    /** The request by which the operation is called from another process. */
    String internalOperation() {
        return "POST /internal/" + callee + "/" + operation;
    }
}
