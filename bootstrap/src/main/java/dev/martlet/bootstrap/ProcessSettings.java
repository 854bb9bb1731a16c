package dev.martlet.bootstrap;

import dev.martlet.platform.calls.remote.InternalSecrets;
import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.http.limits.RateLimitSettings;
import dev.martlet.platform.http.server.HttpSettings;
import dev.martlet.platform.http.server.WebAccess;
import dev.martlet.platform.security.JwtSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What concerns the process and no module.
 *
 * @param publicAddress {@code server.host} and {@code server.port}: default port 8080
 * @param internalAddress {@code internal.host} and {@code internal.port}: default port 8081
 * @param managementAddress {@code management.host} and {@code management.port}: default port 8082
 * @param shutdownGrace {@code server.shutdown.grace}: how long requests in flight may take to finish when the process receives a signal to stop,
 *     0 ms to 1 min, default 15 s
 * @param jwt {@code security.jwt.*}: whose tokens are accepted; empty unless {@code security.mode} is jwt
 * @param consoleClient {@code security.console.client}: a public client of the issuer, as which the console signs in; default none
 * @param access {@code server.hosts} and {@code server.cors.origins}: which hosts and origins are answered
 * @param rateLimits {@code limits} and {@code server.proxies.trusted}: how many requests each caller may send
 * @param tls the certificates of the ports
 * @param databaseWait {@code db.wait}: how long a start waits for a database that does not answer yet, and for its schema if it may not migrate,
 *     0 ms to 1 h, default 30 s
 * @param embeddedDirectory {@code db.embedded.directory}: default {@code .martlet/postgres}
 * @param internalSecrets {@code security.internal.token} or the content of {@code security.internal.token.file}; default none
 * @param rehearse {@code modules.rehearse}: whether calls within the process go the way of calls between processes, and twice where that must not
 *     matter; default false
 */
public record ProcessSettings(
        ListenerAddress publicAddress, ListenerAddress internalAddress, ListenerAddress managementAddress,
        Duration shutdownGrace, HttpSettings http, SecurityMode security, Optional<JwtSettings> jwt, Optional<String> consoleClient,
        WebAccess access, RateLimitSettings rateLimits, TlsSettings tls, Duration databaseWait, Path embeddedDirectory, InternalSecrets internalSecrets,
        boolean rehearse) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");
    private static final Set<String> ON_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "0.0.0.0", "::");

    /** Who may come in ({@code security.mode}). */
    enum SecurityMode { LOOPBACK, JWT, INSECURE }

    static ProcessSettings from(Settings root) {
        Settings server = root.node("server");
        var publicAddress = ListenerAddress.from(server, "127.0.0.1", 8080);
        SecurityMode security = root.node("security").choice("mode", SecurityMode.LOOPBACK);
        var settings = new ProcessSettings(
                publicAddress,
                ListenerAddress.from(root.node("internal"), publicAddress.host(), 8081),
                ListenerAddress.from(root.node("management"), publicAddress.host(), 8082),
                server.duration("shutdown.grace", Duration.ofSeconds(15), Duration.ZERO, Duration.ofMinutes(1)),
                HttpSettings.from(server),
                security,
                JwtSettings.from(root.node("security"), security == SecurityMode.JWT),
                root.node("security").optionalText("console.client"),
                WebAccess.from(server, security == SecurityMode.LOOPBACK),
                RateLimitSettings.from(root),
                TlsSettings.from(root),
                root.node("db").duration("wait", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                Path.of(root.node("db").text("embedded.directory", ".martlet/postgres")),
                InternalSecrets.from(root.node("security")),
                root.node("modules").flag("rehearse", false));
        settings.check(root);
        return settings;
    }

    /** Whether processes show each other certificates on the internal port. */
    boolean hasMutualTls() {
        return tls.internal().asksForClientCertificates();
    }

    private void check(Settings root) {
        samePort(root, "internal.port", internalAddress, "server.port", publicAddress);
        samePort(root, "management.port", managementAddress, "server.port", publicAddress);
        samePort(root, "management.port", managementAddress, "internal.port", internalAddress);
        switch (security) {
            case INSECURE -> { }
            case LOOPBACK -> loopback(root);
            case JWT -> jwt(root);
        }
    }

    /** Tokens protect what clients ask for, and nothing of what processes ask each other for. */
    private void jwt(Settings root) {
        boolean isOpen = !Stream.of(publicAddress, internalAddress, managementAddress).allMatch(ListenerAddress::isLoopback);
        if (isOpen && internalSecrets.isEmpty() && !hasMutualTls()) {
            root.fault("security.internal.token",
                    "is required while security.mode is jwt and a port is on an address that is not loopback, unless internal.tls.trust asks for certificates");
        }
    }

    private void loopback(Settings root) {
        publicAddress.requireLoopback(root.node("server"));
        if (root.node("internal").isSet("host")) {
            internalAddress.requireLoopback(root.node("internal"));
        }
        if (root.node("management").isSet("host")) {
            managementAddress.requireLoopback(root.node("management"));
        }
    }

    /** Whether this is surely an address of this process. No name server is queried, so another name for it goes unnoticed. */
    boolean isAt(URI url) {
        return Stream.of(publicAddress, internalAddress, managementAddress).anyMatch(address -> isAt(url, address));
    }

    private static boolean isAt(URI url, ListenerAddress address) {
        boolean isHost = url.getHost().equalsIgnoreCase(address.host()) || THIS_MACHINE.contains(url.getHost()) && ON_THIS_MACHINE.contains(address.host());
        return url.getPort() > 0 && url.getPort() == address.port() && isHost;
    }

    private static void samePort(Settings root, String key, ListenerAddress address, String otherKey, ListenerAddress other) {
        if (address.port() != 0 && address.port() == other.port()) {
            root.fault(key, "must differ from " + otherKey);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return publicAddress + ", " + internalAddress + ", " + managementAddress + ", security " + security;
    }
}
