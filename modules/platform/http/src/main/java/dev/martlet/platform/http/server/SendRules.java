package dev.martlet.platform.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.Set;

/** What the web server's response headers lack or have too much: 204 and 304 have no Content-Length, and a client of HTTP/1.0 is sent no chunks. */
final class SendRules implements Http1ConnectionListener {
    /** RFC 9110, section 8.6. */
    private static final Set<Integer> WITHOUT_LENGTH = Set.of(204, 304);

    @Override
    public void status(ConnectionContext connection, Status status) {
        ((StrictConnection) connection).responding(status.code());
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        var strict = (StrictConnection) connection;
        var writable = (WritableHeaders<?>) headers;
        if (WITHOUT_LENGTH.contains(strict.lastStatus())) {
            writable.remove(HeaderNames.CONTENT_LENGTH);
        }
        if (strict.isHttp10() && headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            writable.remove(HeaderNames.TRANSFER_ENCODING);
            strict.endBodyByClosing();
        }
    }
}
