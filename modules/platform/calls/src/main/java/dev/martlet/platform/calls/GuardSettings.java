package dev.martlet.platform.calls;

import dev.martlet.platform.core.settings.Settings;
import java.time.Duration;

/**
 * How calls to one module are guarded: {@code guards.<module>.*}, else {@code guards.default.*}.
 *
 * @param timeout {@code timeout}: the longest that a caller waits for one call, 10 ms to 1 min, default 2 s; less if the caller's own deadline is nearer
 * @param maxConcurrent {@code bulkhead.max.concurrent}: calls under way at once, 1 to 10000, default 128; one more is refused
 * @param maxWait {@code bulkhead.wait}: how long a call waits for its turn before it is refused, 0 ms to 10 s, default 1 s; a call with less time left
 *     does not wait
 * @param window {@code breaker.window}: how many of the latest calls the breaker looks at, 2 to 10000, default 50
 * @param minimum {@code breaker.minimum}: how many calls it must have seen before it opens, 1 to 10000, default 10
 * @param failureRate {@code breaker.failure.rate}: the share of failed calls that opens it, 1 to 100 percent, default 50
 * @param openWait {@code breaker.open.wait}: how long it stays open before it is half-open, 100 ms to 10 min, default 2 s
 * @param halfOpenCalls {@code breaker.half.open.calls}: how many calls it lets through while it is half-open, 1 to 1000, default 1
 * @param attempts {@code retry.attempts}: how often a repeatable call is made in all, 1 to 10, default 2
 * @param retryDelay {@code retry.delay}: how long it waits between them, 1 ms to 10 s, default 50 ms
 */
public record GuardSettings(
        Duration timeout, int maxConcurrent, Duration maxWait,
        int window, int minimum, int failureRate, Duration openWait, int halfOpenCalls,
        int attempts, Duration retryDelay) {
    public static final GuardSettings DEFAULT = new GuardSettings(
            Duration.ofSeconds(2), 128, Duration.ofSeconds(1), 50, 10, 50, Duration.ofSeconds(2), 1, 2, Duration.ofMillis(50));

    /** @param guards the node {@code guards} */
    public static GuardSettings from(Settings guards, String module) {
        return read(guards.node(module), read(guards.node("default"), DEFAULT));
    }

    /** The same with another timeout and without retries, for a caller that repeats its calls by itself. */
    public GuardSettings once(Duration longest) {
        return new GuardSettings(
                longest, maxConcurrent, maxWait, window, minimum, failureRate, openWait, halfOpenCalls, 1, retryDelay);
    }

    private static GuardSettings read(Settings node, GuardSettings fallback) {
        return new GuardSettings(
                node.duration("timeout", fallback.timeout, Duration.ofMillis(10), Duration.ofMinutes(1)),
                node.number("bulkhead.max.concurrent", fallback.maxConcurrent, 1, 10_000),
                node.duration("bulkhead.wait", fallback.maxWait, Duration.ZERO, Duration.ofSeconds(10)),
                node.number("breaker.window", fallback.window, 2, 10_000),
                node.number("breaker.minimum", fallback.minimum, 1, 10_000),
                node.number("breaker.failure.rate", fallback.failureRate, 1, 100),
                node.duration("breaker.open.wait", fallback.openWait, Duration.ofMillis(100), Duration.ofMinutes(10)),
                node.number("breaker.half.open.calls", fallback.halfOpenCalls, 1, 1000),
                node.number("retry.attempts", fallback.attempts, 1, 10),
                node.duration("retry.delay", fallback.retryDelay, Duration.ofMillis(1), Duration.ofSeconds(10)));
    }
}
