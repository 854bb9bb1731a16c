package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.core.json.Codec;

/**
 * A local call that goes the way of a remote one: through JSON both ways, and twice where that must not matter. What would break when the modules are
 * split breaks here.
 */
public final class RehearsalInvoker implements Invoker {
    private final Invoker target;

    public RehearsalInvoker(Invoker target) {
        this.target = target;
    }

    @Override
    public Object call(Operation operation, Object request) {
        return switch (operation.repeatability()) {
            case SAFE -> once(operation, request);
            case KEYED -> {
                once(operation, request);
                yield once(operation, request);
            }
        };
    }

    private Object once(Operation operation, Object request) {
        Object result = target.call(operation, copy(operation.request(), request));
        return copy(operation.response(), result);
    }

    private static Object copy(Class<?> type, Object value) {
        return Codec.of(type).read(Codec.of(type).write(value));
    }
}
