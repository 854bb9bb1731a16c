package dev.martlet.bootstrap.advice;

import dev.martlet.platform.events.transport.EventIntake;

/**
 * Calls of one operation by one module, for one kind of request.
 *
 * @param origin the request that they were made for: method and path template; empty for work that no request waits for
 * @param calls for each order
 * @param bytes for each order, of requests and responses
 */
record ModuleCall(String caller, String callee, String operation, String origin, double calls, double bytes) {
    /** Whether it hands events to a subscriber. */
    boolean isEvents() {
        return operation.equals(EventIntake.OPERATION);
    }

    /** The request by which the operation is called from another process. */
    String internalOperation() {
        return "POST /internal/" + callee + "/" + operation;
    }
}
