package dev.martlet.bench;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A running program that speaks the contract's {@code POST /orders} and {@code GET /products/{id}}.
 *
 * @param pids its processes on this machine, whose CPU time counts; none if they cannot be measured
 */
public record TargetSpec(String name, URI url, List<Long> pids) {
    /** @param text {@code NAME=URL} or {@code NAME=URL,pids=PID+PID} */
    static TargetSpec parse(String text) {
        int equals = text.indexOf('=');
        String[] words = text.substring(equals + 1).split(",pids=", 2);
        if (equals < 1) {
            throw new IllegalArgumentException("bench.targets: NAME=URL,pids=PID+PID expected instead of " + text);
        }
        List<Long> pids = words.length < 2 ? List.of() : Stream.of(words[1].split("\\+")).map(Long::valueOf).toList();
        return new TargetSpec(text.substring(0, equals), URI.create(words[0]), pids);
    }
}
