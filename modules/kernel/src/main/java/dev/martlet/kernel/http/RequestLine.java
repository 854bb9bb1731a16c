package dev.martlet.kernel.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.http.DirectTransportRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a request (RFC 9112, section 3), as far as the web server would misread it; it refuses what is no request line at all. */
final class RequestLine {
    private static final Pattern LINE = Pattern.compile("([^ ]*) .* HTTP/([0-9]\\.[0-9])");
    private static final String LOWER_CASE = ".*[a-z].*";

    private RequestLine() {}

    /**
     * Whether the request is of HTTP/1.0.
     *
     * @throws RequestException with 505 for a version other than 1.0 and 1.1, with 501 for a method that the web server would take for another: methods
     *     are case-sensitive (RFC 9110, section 9.1)
     */
    static boolean isHttp10(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return false;
        }
        String method = parts.group(1);
        String version = parts.group(2);
        if (!version.equals("1.0") && !version.equals("1.1")) {
            throw refusal(ProblemType.HTTP_VERSION_NOT_SUPPORTED, method);
        }
        if (method.matches(LOWER_CASE)) {
            throw refusal(ProblemType.NOT_IMPLEMENTED, method);
        }
        return version.equals("1.0");
    }

    private static RequestException refusal(ProblemType type, String method) {
        return Refusal.of(type, DirectTransportRequest.create("HTTP/1.1", method, ""));
    }
}
