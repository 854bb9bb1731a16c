package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.calls.Guard;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An {@code Api} as its callers hold it: every call passes the guard, then goes where the target is. */
public final class GuardedApi implements InvocationHandler {
    private final Class<?> api;
    private final Map<Method, Named> operations;
    private final Guard guard;
    private final Invoker target;
    private final Runnable retried;

    /** @param name of its spans, made once */
    private record Named(Operation operation, String name) {}

    private GuardedApi(Class<?> api, Guard guard, Invoker target, Runnable retried) {
        this.api = api;
        this.guard = guard;
        this.target = target;
        this.retried = retried;
        operations = Operation.of(api).stream().collect(Collectors.toUnmodifiableMap(
                Operation::method, operation -> new Named(operation, operation.fullName())));
    }

    public static <A> A of(Class<A> api, Guard guard, Invoker target) {
        return of(api, guard, target, () -> { });
    }

    /** @param retried runs before each attempt of a call but the first */
    public static <A> A of(Class<A> api, Guard guard, Invoker target, Runnable retried) {
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, new GuardedApi(api, guard, target, retried)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        Named named = operations.get(method);
        if (named == null) {
            return ofEveryObject(proxy, method, arguments);
        }
        return guard.call(named.name(), new Attempts(named.operation(), arguments[0]));
    }

    /** The attempts of one call. */
    private final class Attempts implements Supplier<Object> {
        private final Operation operation;
        private final Object request;
        private boolean isLater;

        Attempts(Operation operation, Object request) {
            this.operation = operation;
            this.request = request;
        }

        @Override
        public Object get() {
            if (isLater) {
                retried.run();
            }
            isLater = true;
            return target.call(operation, request);
        }
    }

    private Object ofEveryObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "guarded " + api.getSimpleName();
        };
    }
}
