package dev.martlet.platform.http.server;

/**
 * The requests for one operation that were answered with one status, since the start.
 *
 * @param path its template
 * @param latencies counts of a {@code LatencyHistogram}
 */
public record ServedRequests(String method, String path, int status, long[] latencies) {}
