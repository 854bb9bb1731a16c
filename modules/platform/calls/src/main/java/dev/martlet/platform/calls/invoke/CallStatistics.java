package dev.martlet.platform.calls.invoke;

import dev.martlet.platform.core.context.ServedOperation;
import dev.martlet.platform.core.observe.LatencyHistogram;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Counts the calls from module to module, in this process and to others, with their time and an estimate of their bytes. Measured at the attempt: each retry
 * counts, and what an open circuit breaker rejects does not. Always on: a call costs one look-up and three additions more.
 */
public final class CallStatistics {
    private final Map<Kind, CallCounter> counters = new ConcurrentHashMap<>();
    private final Map<Pair, LongAdder> retries = new ConcurrentHashMap<>();

    private record Kind(String caller, Operation operation, String origin) {}

    private record Pair(String caller, String callee) {}

    /**
     * Calls of one operation by one module, since the start.
     *
     * @param origin the request that they were made for, as {@link ServedOperation} names it
     */
    public record Counted(String caller, String callee, String operation, String origin, Sums sums) {}

    /**
     * @param bytes of requests and responses as JSON, estimated from some of them
     * @param items that the requests brought, such as events
     * @param failures those of the items whose call failed
     * @param durations counts of a {@link LatencyHistogram}
     */
    public record Sums(long calls, long nanos, long bytes, long items, long failures, long[] durations) {}

    /** Counts the calls of a module. */
    public Invoker counting(String caller, Invoker target) {
        return counting(_ -> caller, _ -> 1, target);
    }

    /**
     * @param caller the module that makes a request
     * @param items how many a request brings
     */
    public Invoker counting(Function<Object, String> caller, ToIntFunction<Object> items, Invoker target) {
        return (operation, request) -> counter(caller.apply(request), operation).call(target, operation, request, items.applyAsInt(request));
    }

    /** What is to run before each attempt of a call but the first. */
    public Runnable retries(String caller, String callee) {
        return retries.computeIfAbsent(new Pair(caller, callee), _ -> new LongAdder())::increment;
    }

    /** How often calls of a module to another were tried again, since the start. */
    public long retried(String caller, String callee) {
        LongAdder known = retries.get(new Pair(caller, callee));
        return known == null ? 0 : known.sum();
    }

    public List<Counted> counted() {
        return counters.entrySet().stream().map(entry -> counted(entry.getKey(), entry.getValue())).toList();
    }

    private CallCounter counter(String caller, Operation operation) {
        return counters.computeIfAbsent(new Kind(caller, operation, ServedOperation.current()), _ -> new CallCounter());
    }

    private static Counted counted(Kind kind, CallCounter counter) {
        return new Counted(kind.caller, kind.operation.module(), kind.operation.name(), kind.origin, counter.sums());
    }
}
