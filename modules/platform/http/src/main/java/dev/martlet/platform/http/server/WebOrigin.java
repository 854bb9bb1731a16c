package dev.martlet.platform.http.server;

import java.util.Locale;
import java.util.Optional;

/**
 * The origin of a page as a browser sends it in {@code Origin} (RFC 6454).
 *
 * @param scheme {@code http} or {@code https}
 * @param host always with a port
 */
record WebOrigin(String scheme, HostPort host) {
    /** Empty if the text is no origin of a web page, such as {@code null}. */
    static Optional<WebOrigin> parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("://", 2);
        if (parts.length < 2 || !parts[0].matches("https?")) {
            return Optional.empty();
        }
        int defaultPort = parts[0].equals("https") ? 443 : 80;
        return HostPort.parse(parts[1]).map(host -> new WebOrigin(parts[0], new HostPort(host.host(), Optional.of(host.port().orElse(defaultPort)))));
    }

    /**
     * Whether a request with this {@code Host} comes from a page of the same host and port. The scheme may differ, because a proxy may end TLS, and a
     * {@code Host} without a port names every port, because a proxy may leave it out.
     */
    boolean isOf(HostPort requested) {
        return requested.covers(host);
    }
}
