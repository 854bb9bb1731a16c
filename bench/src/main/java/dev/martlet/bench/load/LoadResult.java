package dev.martlet.bench.load;

import java.util.Map;

/**
 * What the load generator counted.
 *
 * @param good responses with the status that the request is meant to have
 * @param bad other statuses and failures, with their number
 * @param p50 median response time in milliseconds
 * @param p99 99th percentile of the response time in milliseconds
 */
public record LoadResult(long good, Map<String, Long> bad, double seconds, double p50, double p99) {
    /** Good responses a second. */
    public double rate() {
        return good / seconds;
    }
}
