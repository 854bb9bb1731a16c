package dev.martlet.platform.http.server;

import dev.martlet.platform.http.limits.IoTimeout;
import dev.martlet.platform.http.problem.Problem;
import dev.martlet.platform.http.problem.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches what each connection receives below the web server's routing: headers must come in time, be framed clearly and name a host. A refusal closes the
 * connection, since what the client sends after it would be taken for the next request.
 */
final class ConnectionGuard implements Http1ConnectionListener {
    /** Each connection has a thread of its own, which is gone with it. */
    private static final ThreadLocal<ConnectionGuard.Incoming> INCOMING = new ThreadLocal<>();

    private final Duration headerTime;
    private final boolean needsHost;

    /** @param needsHost whether a request of HTTP/1.1 must name the host that it is for, as RFC 9112, section 3.2 says */
    ConnectionGuard(Duration headerTime, boolean needsHost) {
        this.headerTime = headerTime;
        this.needsHost = needsHost;
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        INCOMING.set(new Incoming(connection, prologue, IoTimeout.of(headerTime)));
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        Incoming incoming = INCOMING.get();
        incoming.timeout.close();
        var strict = (StrictConnection) connection;
        strict.headersRead();
        strict.requestedHost().ifPresent(host -> ((WritableHeaders<?>) headers).set(HeaderNames.HOST, host));
        fault(headers, strict.isHttp10()).ifPresent(fault -> {
            throw EarlyRefusal.of(fault, DirectTransportRequest.create(incoming.prologue, headers));
        });
        if (strict.isHttp10()) {
            Http10.adapt((WritableHeaders<?>) headers, connection);
        }
    }

    private Optional<ProblemType> fault(Headers headers, boolean http10) {
        return MessageLengthCheck.fault(headers, http10).or(() -> needsHost ? HostHeader.fault(headers, http10) : Optional.empty());
    }

    /** For the connection of this thread, whose client has its answer before it has sent its whole request. */
    static void lingerAndClose(Problem answered) {
        Linger.over(INCOMING.get().connection.dataReader(), answered.status());
        throw new CloseConnectionException("The client has been answered and cannot send another request on this connection");
    }

    /** A request of which the headers are being read. */
    private record Incoming(ConnectionContext connection, HttpPrologue prologue, IoTimeout timeout) {}
}
