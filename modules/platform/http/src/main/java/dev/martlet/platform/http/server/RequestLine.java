package dev.martlet.platform.http.server;

import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.DirectTransportRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a request (RFC 9112, section 3), as far as the web server would misread it; it refuses what is no request line at all.
 *
 * @param isHttp10 whether the request is of HTTP/1.0
 * @param host of an address in absolute form, which counts in place of the header (section 3.2.2)
 */
record RequestLine(boolean isHttp10, Optional<String> host) {
    static final RequestLine UNCLEAR = new RequestLine(false, Optional.empty());
    private static final Pattern LINE = Pattern.compile("([^ ]*) (.*) HTTP/([0-9]\\.[0-9])");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern ABSOLUTE = Pattern.compile("https?://([^/?#]*).*", Pattern.CASE_INSENSITIVE);
    private static final String LOWER_CASE = ".*[a-z].*";

    /**
     * Reads a line without its end.
     *
     * @throws RequestException with 505 for a version other than 1.0 and 1.1, with 400 for a method that is no token, with 501 for a method that the web
     *     server would take for another: methods are case-sensitive (RFC 9110, section 9.1)
     */
    static RequestLine read(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return UNCLEAR;
        }
        String method = parts.group(1);
        String version = parts.group(3);
        if (!version.equals("1.0") && !version.equals("1.1")) {
            throw refusal(ProblemType.HTTP_VERSION_NOT_SUPPORTED, method);
        }
        if (!TOKEN.matcher(method).matches()) {
            throw EarlyRefusal.of(ProblemType.INVALID_REQUEST);
        }
        if (method.matches(LOWER_CASE)) {
            throw refusal(ProblemType.NOT_IMPLEMENTED, method);
        }
        return new RequestLine(version.equals("1.0"), host(parts.group(2)));
    }

    private static Optional<String> host(String address) {
        if (address.startsWith("/")) {
            return Optional.empty();
        }
        Matcher parts = ABSOLUTE.matcher(address);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    private static RequestException refusal(ProblemType type, String method) {
        return EarlyRefusal.of(type, DirectTransportRequest.create("HTTP/1.1", method, ""));
    }
}
