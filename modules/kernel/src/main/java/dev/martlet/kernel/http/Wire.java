package dev.martlet.kernel.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Watches each connection below the web server's routing: headers must come in time and be framed clearly. Whatever is refused here closes the
 * connection, since what the client sends after it would be taken for the next request.
 */
final class Wire implements Http1ConnectionListener {
    private static final long LONGEST_LINGER_BYTES = 16L * 1024 * 1024;
    private static final Duration LONGEST_UPLOAD = Duration.ofSeconds(2);
    private static final Duration LONGEST_REST = Duration.ofMillis(100);
    /** Each connection has a thread of its own, which is gone with it. */
    private static final ThreadLocal<Wire.Incoming> INCOMING = new ThreadLocal<>();

    private final Duration headerTime;
    private final RequestTimers timers;

    Wire(Duration headerTime, RequestTimers timers) {
        this.headerTime = headerTime;
        this.timers = timers;
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        INCOMING.set(new Incoming(connection, prologue, Patience.of(headerTime), System.nanoTime()));
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        Incoming incoming = INCOMING.get();
        incoming.patience.close();
        Framing.fault(headers).ifPresent(problem -> refuse(incoming, problem));
    }

    /**
     * Reads on for a while what a client sends that has its answer already, for the connection of this thread: closed with bytes unread, a connection
     * is reset, and the client may never see its answer (RFC 9112, section 9.6).
     */
    static void lingerAndClose(Problem answered) {
        DataReader reader = INCOMING.get().connection.dataReader();
        try (var _ = Patience.of(answered.type().equals(ProblemType.CONTENT_TOO_LARGE) ? LONGEST_UPLOAD : LONGEST_REST)) {
            for (long left = LONGEST_LINGER_BYTES; left > 0; ) {
                reader.ensureAvailable();
                int arrived = reader.available();
                reader.skip(arrived);
                left -= arrived;
            }
        } catch (RuntimeException gone) {
            throw new CloseConnectionException("The client has closed the connection or takes too long", gone);
        }
        throw new CloseConnectionException("The client sends too much");
    }

    private void refuse(Incoming incoming, Problem problem) {
        timers.record(RequestTimers.OTHER, incoming.prologue.method().text(), problem.status(), incoming.started);
        Content content = Content.of(problem);
        String head = """
                HTTP/1.1 %d %s\r
                Content-Type: %s\r
                Content-Length: %d\r
                Cache-Control: no-store\r
                X-Content-Type-Options: nosniff\r
                Connection: close\r
                \r
                """.formatted(problem.status(), Status.create(problem.status()).reasonPhrase(), content.mediaType(), content.bytes().length);
        var answer = BufferData.create(BufferData.create(head.getBytes(StandardCharsets.US_ASCII)), BufferData.create(content.bytes()));
        incoming.connection.dataWriter().writeNow(answer);
        lingerAndClose(problem);
    }

    /** A request of which the headers are being read. */
    private record Incoming(ConnectionContext connection, HttpPrologue prologue, Patience patience, long started) {}
}
