package dev.martlet.platform.http.server;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host, perhaps with a port, as {@code Host} and {@code Origin} name it (RFC 9110, section 7.2).
 *
 * @param host lower case; an IPv6 address in brackets
 */
record HostPort(String host, Optional<Integer> port) {
    private static final Pattern SYNTAX = Pattern.compile("([a-z0-9._~-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile(
            "(?:[a-z0-9_-]+\\.)*localhost\\.?|127(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|\\[(?:0{0,4}:){2,7}0{0,3}1]");

    /** Empty if the text is no host. */
    static Optional<HostPort> parse(String text) {
        var matcher = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(new HostPort(matcher.group(1), Optional.ofNullable(matcher.group(2)).map(Integer::valueOf))) : Optional.empty();
    }

    /** {@code localhost} and names below it (RFC 6761, section 6.3), 127.0.0.0/8 and ::1, on any port. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** Whether this names the other one; without a port, every port of its host. */
    boolean covers(HostPort other) {
        return host.equals(other.host) && (port.isEmpty() || port.equals(other.port));
    }

    @Override
    public String toString() {
        return host + port.map(number -> ":" + number).orElse("");
    }
}
