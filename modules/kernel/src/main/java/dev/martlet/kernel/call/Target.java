package dev.martlet.kernel.call;

/** Where the calls of an API end: an implementation in this process, or another process. */
@FunctionalInterface
public interface Target {
    /**
     * @throws CallRefused if it did not happen
     * @throws OutcomeUnknown if it may have happened
     */
    Object call(Operation operation, Object request);
}
