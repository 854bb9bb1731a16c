package dev.martlet.bootstrap;

import dev.martlet.kernel.http.HttpListeners;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;

/** The ports of the process: public, internal and management. */
final class Sockets implements AutoCloseable {
    private static final String MANAGEMENT = "management";
    private static final String INTERNAL = "internal";

    private final WebServer server;

    private Sockets(WebServer server) {
        this.server = server;
    }

    static Sockets open(
            ProcessSettings settings, PublicRoutes publicRoutes, InternalRoutes internalRoutes, ManagementRoutes managementRoutes, MeterRegistry meters) {
        var listeners = new HttpListeners(settings.http(), meters);
        var builder = WebServer.builder()
                .host(settings.host())
                .port(settings.publicPort())
                .shutdownGracePeriod(settings.drain())
                .shutdownHook(false);
        listeners.configure(builder, routing -> publicRoutes.register(routing, listeners));
        builder.putSocket(MANAGEMENT, socket -> {
            socket.name(MANAGEMENT).host(settings.host()).port(settings.managementPort());
            listeners.configure(socket, routing -> managementRoutes.register(routing, listeners));
        });
        builder.putSocket(INTERNAL, socket -> {
            socket.name(INTERNAL).host(settings.host()).port(settings.internalPort()).shutdownGracePeriod(settings.drain());
            listeners.configure(socket, routing -> internalRoutes.register(routing, listeners));
        });
        return new Sockets(builder.build().start());
    }

    int publicPort() {
        return server.port();
    }

    int internalPort() {
        return server.port(INTERNAL);
    }

    int managementPort() {
        return server.port(MANAGEMENT);
    }

    /** Requests in flight finish first, up to {@code server.drain}. */
    @Override
    public void close() {
        server.stop();
    }

    /**
     * Asked before anything starts, because all ports that are taken shall be told at once and by their keys.
     *
     * @throws Exit if a port is taken
     */
    static void check(ProcessSettings settings) {
        var lines = new ArrayList<String>();
        check("server.port", settings.host(), settings.publicPort(), lines);
        check("internal.port", settings.host(), settings.internalPort(), lines);
        check("management.port", settings.host(), settings.managementPort(), lines);
        if (!lines.isEmpty()) {
            throw new Exit(Exit.CONFIGURATION, lines);
        }
    }

    private static void check(String key, String host, int port, ArrayList<String> lines) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException failure) {
            lines.add(key + ": port " + port + " of " + host + " cannot be opened: " + failure.getMessage());
        }
    }
}
