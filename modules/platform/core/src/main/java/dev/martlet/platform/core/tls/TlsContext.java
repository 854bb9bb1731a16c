package dev.martlet.platform.core.tls;

import dev.martlet.platform.core.settings.UnusableFile;
import dev.martlet.platform.core.settings.WatchedFiles;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * An SSLContext for servers and clients that gives every new connection the files as they are then. A change also ends the sessions that could be resumed:
 * they would go on with what their client and server had shown each other before.
 */
public final class TlsContext extends SSLContext {
    /** Older versions are broken (RFC 8996). */
    public static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private TlsContext(SSLContext first, WatchedFiles<SSLContext> files) {
        super(new Current(files), first.getProvider(), first.getProtocol());
    }

    /** @throws UnusableFile if the files cannot be used, which {@link TlsFiles} tells by their keys */
    public static TlsContext open(TlsFiles files) throws UnusableFile {
        WatchedFiles<SSLContext> watched = WatchedFiles.open(files.node(), files.all(), new TlsContextMaker(files));
        return new TlsContext(watched.current(), watched);
    }

    private static final class Current extends SSLContextSpi {
        private final WatchedFiles<SSLContext> files;

        Current(WatchedFiles<SSLContext> files) {
            this.files = files;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) throws KeyManagementException {
            throw new KeyManagementException("it is made of files");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return files.current().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return files.current().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return files.current().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return files.current().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return files.current().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return files.current().getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return files.current().getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return files.current().getSupportedSSLParameters();
        }
    }
}
