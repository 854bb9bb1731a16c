package dev.martlet.platform.http.server;

import dev.martlet.platform.core.settings.Settings;
import java.time.Duration;

/**
 * Bounds of every HTTP socket of the process; the node is {@code server}.
 *
 * @param requests {@code server.requests.max}: requests under way on one socket, 1 to 100000, default 512; more are answered 503
 * @param streams {@code server.streams.max}: event streams that are open on one socket, 1 to 100000, default 1000; more are answered 503
 * @param connections {@code server.connections.max}: open connections of one socket, 1 to 100000, default 4096; more wait to be accepted
 * @param requestTime {@code server.request.timeout}: what one request may take from its headers on, and its headers before that, 100 ms to 1 min,
 *     default 10 s
 * @param idleTime {@code server.idle.timeout}: how long a connection may wait for its next request, 1 s to 1 h, default 75 s (longer than the 60 s of
 *     common proxies, so that the proxy is the one to close it)
 */
public record HttpSettings(int requests, int streams, int connections, Duration requestTime, Duration idleTime) {
    public static final HttpSettings DEFAULT =
            new HttpSettings(512, 1000, 4096, Duration.ofSeconds(10), Duration.ofSeconds(75));

    public static HttpSettings from(Settings server) {
        return new HttpSettings(
                server.number("requests.max", DEFAULT.requests, 1, 100_000),
                server.number("streams.max", DEFAULT.streams, 1, 100_000),
                server.number("connections.max", DEFAULT.connections, 1, 100_000),
                server.duration("request.timeout", DEFAULT.requestTime, Duration.ofMillis(100), Duration.ofMinutes(1)),
                server.duration("idle.timeout", DEFAULT.idleTime, Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    /** The same with fewer connections. */
    public HttpSettings withConnections(int fewer) {
        return new HttpSettings(requests, streams, fewer, requestTime, idleTime);
    }
}
