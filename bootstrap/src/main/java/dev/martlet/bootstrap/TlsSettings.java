package dev.martlet.bootstrap;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.core.tls.TlsFiles;

/**
 * The certificates of the three ports; without any a port speaks plain HTTP.
 *
 * @param server {@code server.tls}: of the public port
 * @param internal {@code internal.tls}: of the internal port, and what this process shows to those of others and trusts there
 * @param management {@code management.tls}: of the management port
 */
public record TlsSettings(TlsFiles server, TlsFiles internal, TlsFiles management) {
    static TlsSettings from(Settings root) {
        return new TlsSettings(TlsFiles.of(root, "server"), TlsFiles.ofInternal(root), TlsFiles.of(root, "management"));
    }
}
