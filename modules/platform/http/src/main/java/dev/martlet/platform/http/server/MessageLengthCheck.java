package dev.martlet.platform.http.server;

import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Optional;

/** Refuses a body that HTTP/1.0 does not know how to frame, and one that is encoded. The web server refuses what is not framed clearly. */
final class MessageLengthCheck {
    private MessageLengthCheck() {}

    /** What is wrong with these headers. */
    static Optional<ProblemType> fault(Headers headers, boolean http10) {
        if (http10 && headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return Optional.of(ProblemType.INVALID_REQUEST); // RFC 9112, section 6.1
        }
        return headers.contains(HeaderNames.CONTENT_ENCODING) ? Optional.of(ProblemType.UNSUPPORTED_MEDIA_TYPE) : Optional.empty();
    }
}
