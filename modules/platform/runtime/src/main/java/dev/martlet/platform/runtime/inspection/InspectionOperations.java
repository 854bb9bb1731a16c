package dev.martlet.platform.runtime.inspection;

import dev.martlet.platform.calls.invoke.Operation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The operations of {@link Inspection}, made once for each module. */
final class InspectionOperations {
    private static final Map<String, List<Operation>> BY_MODULE = new ConcurrentHashMap<>();

    private InspectionOperations() {}

    static List<Operation> of(String module) {
        return BY_MODULE.computeIfAbsent(module, InspectionOperations::made);
    }

    private static List<Operation> made(String module) {
        return Arrays.stream(Inspection.class.getMethods()).filter(Method::isDefault).map(method -> Operation.of(method, module)).toList();
    }
}
