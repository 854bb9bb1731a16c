package dev.martlet.platform.calls.invoke;

/** Where the calls of an API end: an implementation in this process, or another process. */
@FunctionalInterface
public interface Invoker {
    /**
     * @throws CallFailure if it did not happen, or, as {@link dev.martlet.platform.calls.OutcomeUnknown}, may have happened
     */
    Object call(Operation operation, Object request);
}
