package dev.martlet.bootstrap;

import dev.martlet.platform.core.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where one of the three ports listens.
 *
 * @param host {@code server.host}, default 127.0.0.1, or the port's own {@code internal.host} or {@code management.host}
 * @param port 0 takes any free one
 */
public record ListenerAddress(String host, int port) {
    /** @param node of the port */
    static ListenerAddress from(Settings node, String host, int port) {
        return new ListenerAddress(node.text("host", host), node.number("port", port, 0, 65_535));
    }

    /** Tells what is wrong with the host while every port must be on a loopback address. */
    void requireLoopback(Settings node) {
        address().ifPresentOrElse(
                found -> {
                    if (!found.isLoopbackAddress()) {
                        node.fault("host", "must be a loopback address such as 127.0.0.1 while security.mode is loopback");
                    }
                },
                () -> node.fault("host", "must be an address of this machine"));
    }

    /** Whether only programs of this machine reach it; an address that cannot be found is none. */
    boolean isLoopback() {
        return address().filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private Optional<InetAddress> address() {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** @param port that was taken */
    String url(boolean tls, int port) {
        return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
