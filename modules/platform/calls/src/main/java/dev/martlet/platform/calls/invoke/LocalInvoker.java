package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.UnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.UUID;

/** An implementation in this process. Its failures reach the caller as they would from another process. */
public final class LocalInvoker implements Invoker {
    private static final Logger LOG = System.getLogger(LocalInvoker.class.getName());
    private final Object implementation;

    public LocalInvoker(Object implementation) {
        this.implementation = implementation;
    }

    @Override
    public Object call(Operation operation, Object request) {
        try {
            return operation.method().invoke(implementation, request);
        } catch (InvocationTargetException failure) {
            throw failed(operation, failure.getCause());
        } catch (IllegalAccessException failure) {
            throw new IllegalStateException(operation.module() + "." + operation.name() + " cannot be reached", failure);
        }
    }

    private static RuntimeException failed(Operation operation, Throwable failure) {
        String name = operation.module() + "." + operation.name();
        return switch (failure) {
            case UnavailableException unavailable -> new OutcomeUnknown(name + " did not return", unavailable);
            // An Error, too: the circuit breaker does not count one, and would wait for its outcome for ever.
            case Throwable bug -> bug(name, bug);
        };
    }

    /** As from another process: the bug is logged here, by its id, and the caller learns the id alone. */
    private static OutcomeUnknown bug(String name, Throwable bug) {
        String failed = name + " failed, " + UUID.randomUUID();
        LOG.log(Level.ERROR, failed, bug);
        return new OutcomeUnknown(failed);
    }
}
