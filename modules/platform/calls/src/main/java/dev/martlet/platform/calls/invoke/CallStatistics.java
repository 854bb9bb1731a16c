package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.core.context.ServedOperation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counts the calls from module to module, in this process and to others, with their time and an estimate of their bytes. Always on: a call costs one
 * look-up and three additions more.
 */
public final class CallStatistics {
    private final Map<Arrow, CallCounter> counters = new ConcurrentHashMap<>();

    private record Arrow(String caller, Operation operation, String origin) {}

    /**
     * Calls of one operation by one module, since the start.
     *
     * @param origin the request that they were made for, as {@link ServedOperation} names it
     * @param bytes of requests and responses as JSON, estimated from some of them
     */
    public record Counted(String caller, String callee, String operation, String origin, long calls, long nanos, long bytes) {}

    /** @param caller the module that makes a request */
    public Invoker counting(Function<Object, String> caller, Invoker target) {
        return (operation, request) -> counter(caller.apply(request), operation).call(target, operation, request);
    }

    public List<Counted> counted() {
        return counters.entrySet().stream().map(entry -> counted(entry.getKey(), entry.getValue())).toList();
    }

    private CallCounter counter(String caller, Operation operation) {
        return counters.computeIfAbsent(new Arrow(caller, operation, ServedOperation.current()), _ -> new CallCounter());
    }

    private static Counted counted(Arrow arrow, CallCounter counter) {
        return new Counted(
                arrow.caller, arrow.operation.module(), arrow.operation.name(), arrow.origin, counter.calls(), counter.nanos(), counter.bytes());
    }
}
