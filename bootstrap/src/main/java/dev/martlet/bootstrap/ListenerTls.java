package dev.martlet.bootstrap;

import dev.martlet.platform.core.settings.UnusableFile;
import dev.martlet.platform.core.tls.TlsContext;
import dev.martlet.platform.core.tls.TlsFiles;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.util.List;

/** TLS of a listener, as the web server wants it. */
final class ListenerTls {
    private ListenerTls() {}

    /** @throws StartupFailure if the files have become unusable since the configuration was read */
    static Tls of(TlsFiles files) {
        if (!files.isServer()) {
            return Tls.builder().enabled(false).build();
        }
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
