package dev.martlet.bootstrap;

import dev.martlet.kernel.http.HttpSettings;
import dev.martlet.kernel.http.WebAccess;
import dev.martlet.kernel.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What concerns the process and no module.
 *
 * @param host {@code server.host}: the address of all three ports; default 127.0.0.1
 * @param publicPort {@code server.port}: default 8080; 0 takes any free one, here and below
 * @param internalPort {@code internal.port}: default 8081
 * @param managementPort {@code management.port}: default 8082
 * @param drain {@code server.drain}: how long requests in flight may take to finish when the process is told to stop, 0 ms to 1 min, default 15 s
 * @param access {@code server.hosts} and {@code server.cors.origins}: which hosts and origins are answered
 * @param databaseWait {@code db.wait}: how long a start waits for a database that does not answer yet, and for its schema if it may not migrate,
 *     0 ms to 1 h, default 30 s
 * @param embeddedDirectory {@code db.embedded.directory}: default {@code .martlet/postgres}
 * @param internalTokens {@code security.internal.token}: the secrets that processes show each other on the internal port, comma-separated: all are accepted,
 *     the first is sent; default none
 * @param rehearse {@code modules.rehearse}: whether calls within the process go the way of calls between processes, and twice where that must not
 *     matter; default false
 */
record ProcessSettings(
        String host, int publicPort, int internalPort, int managementPort, Duration drain, HttpSettings http, SecurityMode security,
        WebAccess access, Duration databaseWait, Path embeddedDirectory, List<String> internalTokens, boolean rehearse) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");
    private static final Set<String> ON_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "0.0.0.0", "::");

    /** Who may come in ({@code security.mode}). */
    enum SecurityMode { LOOPBACK, JWT, INSECURE }

    static ProcessSettings from(Settings root) {
        Settings server = root.node("server");
        SecurityMode security = root.node("security").choice("mode", SecurityMode.LOOPBACK);
        var settings = new ProcessSettings(
                server.text("host", "127.0.0.1"),
                server.number("port", 8080, 0, 65_535),
                root.node("internal").number("port", 8081, 0, 65_535),
                root.node("management").number("port", 8082, 0, 65_535),
                server.duration("drain", Duration.ofSeconds(15), Duration.ZERO, Duration.ofMinutes(1)),
                HttpSettings.from(server),
                security,
                WebAccess.from(server, security == SecurityMode.LOOPBACK),
                root.node("db").duration("wait", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                Path.of(root.node("db").text("embedded.directory", ".martlet/postgres")),
                tokens(root.node("security")),
                root.node("modules").flag("rehearse", false));
        settings.check(root);
        return settings;
    }

    private static List<String> tokens(Settings security) {
        return security.optionalText("internal.token").map(list -> Arrays.stream(list.split(",", -1)).map(String::strip).toList()).orElse(List.of());
    }

    /** The secret that this process shows. */
    Optional<String> internalToken() {
        return internalTokens.stream().findFirst();
    }

    private void check(Settings root) {
        samePort(root, "internal.port", internalPort, "server.port", publicPort);
        samePort(root, "management.port", managementPort, "server.port", publicPort);
        samePort(root, "management.port", managementPort, "internal.port", internalPort);
        if (!internalTokens.stream().allMatch(ProcessSettings::isHeaderValue)) {
            root.fault("security.internal.token", "must be of printable ASCII characters, because it travels in a header");
        }
        if (internalTokens.contains("")) {
            root.fault("security.internal.token", "must not have an empty element");
        }
        switch (security) {
            case INSECURE -> { }
            case LOOPBACK -> loopback(root);
            case JWT -> root.fault("security.mode", "jwt is not part of this version; use loopback or insecure");
        }
        // Known, so that a configuration made for tokens is told one thing and not four.
        for (String key : List.of("jwks", "issuer", "audience")) {
            root.node("security").isSet("jwt." + key);
        }
    }

    private void loopback(Settings root) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                root.fault("server.host", "must be a loopback address such as 127.0.0.1 while security.mode is loopback");
            }
        } catch (IOException _) {
            root.fault("server.host", "must be an address of this machine");
        }
    }

    /** Whether this is surely an address of this process. Name servers are not asked, so another name for it goes unnoticed. */
    boolean isAt(URI url) {
        boolean isOwnPort = url.getPort() > 0 && List.of(publicPort, internalPort, managementPort).contains(url.getPort());
        return isOwnPort && (url.getHost().equalsIgnoreCase(host) || THIS_MACHINE.contains(url.getHost()) && ON_THIS_MACHINE.contains(host));
    }

    private static boolean isHeaderValue(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    private static void samePort(Settings root, String key, int port, String otherKey, int other) {
        if (port != 0 && port == other) {
            root.fault(key, "must differ from " + otherKey);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "host " + host + ", ports " + publicPort + ", " + internalPort + ", " + managementPort + ", security " + security;
    }
}
