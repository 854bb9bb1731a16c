package dev.martlet.platform.calls.invoke;

/** Where the calls of an API end: an implementation in this process, or another process. */
@FunctionalInterface
public interface Invoker {
    /**
     * @throws CallRefused if it did not happen
     * @throws OutcomeUnknown if it may have happened
     */
    Object call(Operation operation, Object request);
}
