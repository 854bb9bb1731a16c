package dev.martlet.bootstrap;

import dev.martlet.kernel.http.HttpListeners;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Optional;

/** The ports of the process: public, internal and management. */
final class Sockets implements AutoCloseable {
    private static final String INTERNAL = "internal";

    private final ProcessSettings settings;
    private final HttpListeners listeners;
    private final WebServer management;
    private Optional<WebServer> server = Optional.empty();

    private Sockets(ProcessSettings settings, HttpListeners listeners, WebServer management) {
        this.settings = settings;
        this.listeners = listeners;
        this.management = management;
    }

    /** Opens the management port: it answers from here on, also while the rest of the process still starts. */
    static Sockets open(ProcessSettings settings, ManagementRoutes managementRoutes, MeterRegistry meters) {
        WebServer management = management(settings, managementRoutes, new HttpListeners(settings.http(), settings.access(), meters)).start();
        return new Sockets(settings, new HttpListeners(settings.http(), settings.access(), meters), management);
    }

    /** Opens the public and the internal port, once everything behind them runs. */
    void serve(PublicRoutes publicRoutes, InternalRoutes internalRoutes) {
        server = Optional.of(server(settings, publicRoutes, internalRoutes, listeners).start());
    }

    int publicPort() {
        return server.orElseThrow().port();
    }

    int internalPort() {
        return server.orElseThrow().port(INTERNAL);
    }

    int managementPort() {
        return management.port();
    }

    /** Requests in flight finish first, up to {@code server.drain}; meanwhile the management port goes on telling that the process is not ready. */
    @Override
    public void close() {
        listeners.drain();
        server.ifPresent(WebServer::stop);
        management.stop();
    }

    private static WebServer server(
            ProcessSettings settings, PublicRoutes publicRoutes, InternalRoutes internalRoutes, HttpListeners listeners) {
        var builder = WebServer.builder()
                .host(settings.host())
                .port(settings.publicPort())
                .shutdownGracePeriod(settings.drain())
                .shutdownHook(false);
        listeners.configure(builder, routing -> publicRoutes.register(routing, listeners));
        builder.putSocket(INTERNAL, socket -> {
            socket.name(INTERNAL).host(settings.host()).port(settings.internalPort()).shutdownGracePeriod(settings.drain());
            listeners.configureInternal(socket, routing -> internalRoutes.register(routing, listeners));
        });
        return builder.build();
    }

    /** A server of its own, because it has to outlive the other one. */
    private static WebServer management(ProcessSettings settings, ManagementRoutes routes, HttpListeners listeners) {
        var builder = WebServer.builder().host(settings.host()).port(settings.managementPort()).shutdownHook(false);
        listeners.configureManagement(builder, routing -> routes.register(routing, listeners));
        return builder.build();
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
