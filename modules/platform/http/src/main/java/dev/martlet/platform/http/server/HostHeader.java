package dev.martlet.platform.http.server;

import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.common.uri.UriValidator;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that a request names one host (RFC 9112, section 3.2), which HTTP/1.0 does not ask for. The web server's own check refuses HTTP/1.0 without it. */
final class HostHeader {
    private static final Pattern HOST = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]+)(:[0-9]{0,5})?");

    private HostHeader() {}

    static Optional<ProblemType> fault(Headers headers, boolean optional) {
        List<String> hosts = headers.all(HeaderNames.HOST, List::of);
        boolean clear = hosts.isEmpty() ? optional : hosts.size() == 1 && isHost(hosts.getFirst());
        return clear ? Optional.empty() : Optional.of(ProblemType.INVALID_REQUEST);
    }

    private static boolean isHost(String value) {
        Matcher parts = HOST.matcher(value);
        if (!parts.matches()) {
            return false;
        }
        try {
            UriValidator.validateHost(parts.group(1));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
