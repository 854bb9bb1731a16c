package dev.martlet.bootstrap.advice;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a grouping of the modules is expected to cost. What is not known is empty, and {@code unknown} says why.
 *
 * @param networkMillis the round trip between two hosts that the latencies have; 0 for processes of one machine
 * @param call what a call between processes costs here
 * @param modules what each module does for an order now
 * @param overlay files of a kustomize overlay, by path
 * @param unknown what these figures do not know, as sentences
 */
public record Advice(
        List<List<String>> grouping, Observed observed, double networkMillis, Optional<Call> call, PerOrder perOrder,
        List<Operation> operations, List<Process> processes, List<Module> modules, Map<String, String> overlay, List<String> unknown) {

    /**
     * @param orders that were recorded in that time
     * @param processes that have answered
     * @param samples of CPU time
     */
    public record Observed(long orders, double seconds, int processes, long samples) {}

    public record Call(double p50Millis, double p99Millis, double cpuMillis, double cpuMillisPerKiB) {}

    /**
     * @param calls between modules
     * @param remoteCalls those that pass from one process to another
     * @param bytes of requests and responses of all calls
     * @param cpuMillis CPU time of all processes, without PostgreSQL's
     * @param forwarded requests that the first process passes on
     * @param eventBatches batches of events that are handed to subscribers
     * @param remoteEventBatches those that pass from one process to another
     */
    public record PerOrder(
            Optional<Double> calls, Optional<Double> remoteCalls, Optional<Double> bytes, Optional<Double> cpuMillis,
            Optional<Double> forwarded, Optional<Double> eventBatches, Optional<Double> remoteEventBatches) {
        static final PerOrder UNKNOWN = new PerOrder(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * @param operation method and path template
     * @param p50Millis as it is now
     * @param addedP50Millis what the grouping adds to that
     */
    public record Operation(
            String operation, Optional<Double> p50Millis, Optional<Double> p99Millis, Optional<Double> addedP50Millis, Optional<Double> addedP99Millis) {}

    /**
     * @param memoryMiB resident memory
     * @param connections database connections that it may open
     * @param configuration the keys that differ from those of a process that runs all modules
     * @param yaml the same as a file
     */
    public record Process(
            List<String> modules, Optional<Double> cpuMillisPerOrder, Optional<Double> memoryMiB, Optional<Integer> connections,
            Map<String, String> configuration, String yaml) {}

    /** Each for an order. */
    public record Module(
            String module, Optional<Double> calls, Optional<Double> statements, Optional<Double> statementMillis, Optional<Double> cpuMillis) {}

    /** Three decimals. */
    static Optional<Double> rounded(double value) {
        return Double.isFinite(value) ? Optional.of(Math.rint(value * 1000) / 1000) : Optional.empty();
    }
}
