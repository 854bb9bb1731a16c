package dev.martlet.platform.http.server;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A connection that is read strictly and that remembers which version of HTTP its client speaks. */
final class StrictConnection implements ConnectionContext {
    private final ConnectionContext connection;
    private final StrictReader reader;
    private final CloseDelimitedWriter writer;
    private int lastStatus;

    StrictConnection(ConnectionContext connection) {
        this.connection = connection;
        this.reader = new StrictReader(connection.dataReader());
        this.writer = new CloseDelimitedWriter(connection.dataWriter());
    }

    /** Whether the request that is being read or answered is of HTTP/1.0. */
    boolean isHttp10() {
        return reader.requestLine().isHttp10();
    }

    /** The host of the address that is being read or answered, if it is in absolute form. */
    Optional<String> requestedHost() {
        return reader.requestLine().host();
    }

    /** From here on, until the next request, a body is read. */
    void headersRead() {
        reader.headersRead();
    }

    /** Of the last response that was begun. */
    int lastStatus() {
        return lastStatus;
    }

    void responding(int status) {
        lastStatus = status;
    }

    /** The body of the response that begins now has no chunks: it ends when the connection is closed. */
    void endBodyByClosing() {
        writer.removeChunks();
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return connection.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return connection.executor();
    }

    @Override
    public Router router() {
        return connection.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return connection.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return connection.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return connection.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return connection.localPeer();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public String socketId() {
        return connection.socketId();
    }

    @Override
    public String childSocketId() {
        return connection.childSocketId();
    }
}
