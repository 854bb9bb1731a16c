package dev.martlet.platform.http.server;

import dev.martlet.platform.http.limits.IoTimeout;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits what the web server waits for without end on a connection with TLS: for the handshake and the first bytes of a request, and for the client to take
 * the last bytes before the connection is closed.
 */
final class TlsConnection implements ServerConnection, InterruptableTask<Void> {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final LingeringConnection http1;
    private final ConnectionContext connection;
    private final Duration handshakeTime;
    private volatile Optional<Thread> shakingHands = Optional.empty();

    TlsConnection(LingeringConnection http1, ConnectionContext connection, Duration handshakeTime) {
        this.http1 = http1;
        this.connection = connection;
        this.handshakeTime = handshakeTime;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            shakeHands();
            http1.handle(limit);
        } finally {
            close();
        }
    }

    /** The web server does so at the first read. */
    private void shakeHands() {
        shakingHands = Optional.of(Thread.currentThread());
        try (var _ = IoTimeout.of(handshakeTime)) {
            connection.dataReader().ensureAvailable();
        } catch (DataReader.InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("The client has closed the connection", gone);
        } finally {
            shakingHands = Optional.empty();
        }
    }

    private void close() {
        try (var _ = IoTimeout.of(LONGEST_CLOSE)) {
            connection.serverSocket().close();
        } catch (UncheckedIOException _) {
            // The client has closed it.
        }
    }

    @Override
    public Duration idleTime() {
        return http1.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        shakingHands.ifPresent(Thread::interrupt);
        http1.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
        return shakingHands.isPresent() || http1.canInterrupt();
    }
}
