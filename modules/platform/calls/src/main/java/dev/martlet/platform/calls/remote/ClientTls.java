package dev.martlet.platform.calls.remote;

import dev.martlet.platform.core.settings.UnusableFile;
import dev.martlet.platform.core.tls.TlsContext;
import dev.martlet.platform.core.tls.TlsFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.ssl.TLS;

/** TLS of connections to other processes: shows the certificate of this one, trusts the shop's authorities and checks the host's name. */
final class ClientTls implements TlsSocketStrategy {
    private static final Logger LOG = System.getLogger(ClientTls.class.getName());
    /** What Java says of an answer that is not of TLS. */
    private static final String PLAIN = "Unsupported or unrecognized SSL message";

    private final TlsFiles files;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile TlsSocketStrategy opened = this::open;

    ClientTls(TlsFiles files) {
        this.files = files;
    }

    /** @throws ConnectException if there is no TLS between the two: nothing has been sent */
    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context) throws IOException {
        try {
            return opened.upgrade(socket, host, port, attachment, context);
        } catch (IOException failure) {
            var refused = new ConnectException("No TLS with " + host + ":" + port + ": " + reason(failure));
            refused.initCause(failure);
            LOG.log(Level.WARNING, refused.getMessage());
            throw refused;
        }
    }

    /** The trusted certificates are read at the first connection with TLS and not when the process starts. */
    private SSLSocket open(Socket socket, String host, int port, Object attachment, HttpContext context) throws IOException {
        opening.lock();
        try {
            opened = ClientTlsStrategyBuilder.create()
                    .setSslContext(TlsContext.open(files))
                    .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                    .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN)
                    .buildClassic();
        } catch (UnusableFile failure) {
            throw new IOException(failure);
        } finally {
            opening.unlock();
        }
        return opened.upgrade(socket, host, port, attachment, context);
    }

    private static String reason(IOException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        if (failure instanceof SocketTimeoutException) {
            return "it did not answer in time";
        }
        if (message.contains(PLAIN)) {
            return "it does not speak TLS, so its URL (modules.<module>.url) has to begin with http";
        }
        if (failure instanceof SSLPeerUnverifiedException || message.startsWith("No subject alternative")) {
            return "its certificate is for another name: " + message;
        }
        return message.contains("PKIX") || message.contains("certification path")
                ? "its certificate is of no authority in internal.tls.trust: " + message
                : message;
    }
}
