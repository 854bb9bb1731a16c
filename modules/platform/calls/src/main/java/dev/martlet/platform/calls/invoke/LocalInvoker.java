package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.calls.OutcomeUnknown;
import dev.martlet.platform.core.UnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;

/** An implementation in this process. What goes wrong in it looks to the caller just as it would from another process. */
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
        switch (failure) {
            case UnavailableException _ -> { }
            // An Error too: a guard's breaker does not count one, and would wait for its outcome for ever.
            case Throwable bug -> LOG.log(Level.ERROR, name + " failed", bug);
        }
        return new OutcomeUnknown(name + " did not come back", failure);
    }
}
