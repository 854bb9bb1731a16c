package dev.martlet.bootstrap;

import dev.martlet.platform.core.settings.UnusableFile;
import dev.martlet.platform.core.tls.TlsContext;
import dev.martlet.platform.core.tls.TlsFiles;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.webserver.ListenerConfig;
import java.util.List;

/** TLS of a listener, as the web server wants it. */
public final class ListenerTls {
    /** Measured: buffers and session of a connection that waits for its next request. */
    private static final long BYTES = 100 * 1024;
    /** One eighth for each port; the rest is for everything else. */
    private static final int PARTS = 8;
    private static final int FEWEST = 64;

    private ListenerTls() {}

    /** After everything else has been set. @throws StartupFailure if the files have become unusable since the configuration was read */
    static void apply(ListenerConfig.BuilderBase<?, ?> socket, TlsFiles files) {
        if (files.isServer()) {
            socket.tls(of(files)).maxTcpConnections(connections(socket.maxTcpConnections(), Runtime.getRuntime().maxMemory()));
        }
    }

    /** How many connections of one port fit into the heap, so that clients that only connect cannot exhaust it. */
    public static int connections(int configured, long heap) {
        return (int) Math.min(configured, Math.max(FEWEST, heap / PARTS / BYTES));
    }

    private static Tls of(TlsFiles files) {
        try {
            return Tls.builder()
                    .sslContext(TlsContext.open(files))
                    .enabledProtocols(TlsContext.VERSIONS)
                    .clientAuth(files.asksForClientCertificates() ? TlsClientAuth.REQUIRED : TlsClientAuth.NONE)
                    .build();
        } catch (UnusableFile failure) {
            throw new StartupFailure(StartupFailure.CONFIGURATION, List.of(files.node() + ": " + failure.getMessage()));
        }
    }
}
