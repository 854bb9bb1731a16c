package dev.martlet.bootstrap.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one process says about itself.
 *
 * @param id made at the start: differs from that of any other process
 * @param cpu the part of the machine's processors that it uses, 0 to 1
 * @param configuration empty unless details were asked for
 * @param outbox what its publishers have not delivered yet
 * @param unhandled events that its subscribers try again or have given up on
 */
public record ProcessReport(
        String id, String version, Instant startedAt, double uptimeSeconds, List<String> modules,
        long heapBytes, long heapMaxBytes, Optional<Long> residentBytes, double cpu, int cpus,
        List<Pool> pools, List<Limit> limits, List<Setting> configuration, List<Contract> contracts, List<Arrow> arrows,
        List<Outbox> outbox, List<Unhandled> unhandled) {
    /** Database connections of a module. */
    public record Pool(String module, int size, int inUse, int waiting) {}

    public record Limit(String name, double inUse, double max) {}

    /** @param value empty for a default; never a secret */
    public record Setting(String key, Optional<String> value, String source, boolean secret) {}

    /** @param elsewhere what another process last said */
    public record Contract(String module, String hash, Optional<String> elsewhere, boolean differs) {}

    /**
     * The last 5 seconds of an arrow.
     *
     * @param rate calls or events per second
     * @param retryRate calls that were tried again, per second
     * @param breaker the state of the circuit breaker before the callee
     */
    public record Arrow(
            String id, String from, String to, String kind, Optional<Double> rate, Optional<Double> p50Millis, Optional<Double> p99Millis,
            Optional<Double> errorRate, Optional<Double> retryRate, Optional<String> breaker) {}

    public record Outbox(String publisher, String subscriber, long waiting, double oldestSeconds) {}

    /** @param dead events of the type @param failed those that are tried again, or wait for one of their key */
    public record Unhandled(String subscriber, String publisher, String type, int dead, long failed) {}
}
