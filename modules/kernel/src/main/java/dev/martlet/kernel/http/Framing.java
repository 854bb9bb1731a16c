package dev.martlet.kernel.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Optional;

/**
 * Refuses requests whose end could be read in two ways (RFC 9112, section 6.3; request smuggling), and those that
 * announce too much. The web server is lenient there.
 */
final class Framing {
    private static final int MOST_DIGITS = 18;

    private Framing() {}

    /** What is wrong with these headers. */
    static Optional<Problem> fault(Headers headers) {
        List<String> lengths = headers.all(HeaderNames.CONTENT_LENGTH, List::of);
        List<String> encodings = headers.all(HeaderNames.TRANSFER_ENCODING, List::of);
        if (!isClear(lengths, encodings)) {
            return Optional.of(Problem.of(ProblemType.INVALID_REQUEST, "Where the body ends is not clear."));
        }
        if (headers.contains(HeaderNames.CONTENT_ENCODING)) {
            return Optional.of(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "A body must be sent as it is, without Content-Encoding."));
        }
        boolean tooLarge = !lengths.isEmpty() && Long.parseLong(lengths.getFirst()) > RequestBody.LARGEST;
        return tooLarge ? Optional.of(RequestBody.tooLarge()) : Optional.empty();
    }

    private static boolean isClear(List<String> lengths, List<String> encodings) {
        if (encodings.isEmpty()) {
            return lengths.isEmpty() || lengths.size() == 1 && isNumber(lengths.getFirst());
        }
        return lengths.isEmpty() && encodings.equals(List.of("chunked"));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
