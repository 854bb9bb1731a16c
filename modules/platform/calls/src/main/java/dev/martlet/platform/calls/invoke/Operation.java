package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.calls.Api;
import dev.martlet.platform.calls.Keyed;
import dev.martlet.platform.calls.Safe;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * One method of an {@link Api} as data.
 *
 * @param module the module that offers it
 * @param name the method's name; also the last segment of its internal path
 * @param repeatability how it bears repetition
 */
public record Operation(String module, String name, Method method, Class<?> request, Class<?> response, Repeatability repeatability) {
    /** How an operation bears repetition. */
    public enum Repeatability { SAFE, KEYED }

    /**
     * The operations of an API, in the order of their names.
     *
     * @throws IllegalStateException if the interface breaks a rule of {@link Api}: a bug
     */
    public static List<Operation> of(Class<?> api) {
        if (!api.isInterface() || !api.isAnnotationPresent(Api.class)) {
            throw new IllegalStateException(api.getName() + " is no interface marked @Api");
        }
        return Arrays.stream(api.getMethods()).map(Operation::of).sorted((a, b) -> a.name.compareTo(b.name)).toList();
    }

    /** Such as {@code payments.charge}. */
    public String fullName() {
        return module + "." + name;
    }

    private static Operation of(Method method) {
        return of(method, method.getDeclaringClass().getAnnotation(Api.class).module());
    }

    /** A method as an operation of that module, beside its API. */
    public static Operation of(Method method, String module) {
        Class<?>[] parameters = method.getParameterTypes();
        Class<?> response = method.getReturnType();
        require(method, parameters.length == 1 && parameters[0].isRecord(), "takes one record");
        require(method, response.isRecord() || isSealedOfRecords(response), "returns a record or a sealed interface of records");
        require(method, method.isAnnotationPresent(Safe.class) != method.isAnnotationPresent(Keyed.class), "is either @Safe or @Keyed");
        if (method.isAnnotationPresent(Keyed.class)) {
            String key = method.getAnnotation(Keyed.class).value();
            boolean found = Arrays.stream(parameters[0].getRecordComponents()).anyMatch(component -> component.getName().equals(key));
            require(method, found, "is keyed by a component of its request");
        }
        var repeatability = method.isAnnotationPresent(Safe.class) ? Repeatability.SAFE : Repeatability.KEYED;
        return new Operation(module, method.getName(), method, parameters[0], response, repeatability);
    }

    private static boolean isSealedOfRecords(Class<?> type) {
        return type.isSealed() && Arrays.stream(type.getPermittedSubclasses()).allMatch(Class::isRecord);
    }

    private static void require(Method method, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalStateException(method.getDeclaringClass().getName() + "." + method.getName() + " breaks the rule: it " + rule);
        }
    }
}
