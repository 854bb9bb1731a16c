package dev.martlet.platform.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Gives every HTTP/1 connection a {@link StrictReader} and, for clients of HTTP/1.0, a {@link CloseDelimitedWriter}. */
record StrictHttp1(ServerConnectionSelector http1, Duration handshakeTime) implements ServerConnectionSelector {
    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext connection) {
        var strict = new StrictConnection(connection);
        var lingering = new LingeringConnection(http1.connection(strict), strict);
        return connection.isSecure() ? new TlsConnection(lingering, connection, handshakeTime) : lingering;
    }
}
