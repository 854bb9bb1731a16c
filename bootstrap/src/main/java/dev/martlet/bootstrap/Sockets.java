package dev.martlet.bootstrap;

import dev.martlet.kernel.http.HttpListeners;
import dev.martlet.kernel.http.HttpSettings;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports of the process: public, internal and management. */
final class Sockets implements AutoCloseable {
    private static final String INTERNAL = "internal";

    private final ProcessSettings settings;
    private final HttpListeners listeners;
    private final WebServer management;
    private final Liveness liveness;
    private Optional<WebServer> server = Optional.empty();

    private Sockets(ProcessSettings settings, HttpListeners listeners, WebServer management, Liveness liveness) {
        this.settings = settings;
        this.listeners = listeners;
        this.management = management;
        this.liveness = liveness;
        watch("management", management.port());
    }

    /**
     * Opens the management port: it answers from here on, also while the rest of the process still starts.
     *
     * @param http the bounds of all ports
     * @throws Exit if the port has been taken meanwhile
     */
    static Sockets open(ProcessSettings settings, HttpSettings http, ManagementRoutes managementRoutes, Liveness liveness, MeterRegistry meters) {
        WebServer management = started(management(settings, managementRoutes, new HttpListeners(http, settings.access(), meters)), settings, "management.port");
        return new Sockets(settings, new HttpListeners(http, settings.access(), meters), management, liveness);
    }

    /**
     * Opens the public and the internal port, once everything behind them runs.
     *
     * @throws Exit if one of them has been taken meanwhile
     */
    void serve(PublicRoutes publicRoutes, InternalRoutes internalRoutes) {
        server = Optional.of(started(server(settings, publicRoutes, internalRoutes, listeners), settings, "server.port", "internal.port"));
        watch("server", publicPort());
        watch("internal", internalPort());
    }

    private void watch(String name, int port) {
        liveness.listens(name, new InetSocketAddress(settings.host(), port));
    }

    /** The web server only logs that it could not bind a port, and goes on without any. */
    private static WebServer started(WebServer server, ProcessSettings settings, String... keys) {
        if (server.start().isRunning()) {
            return server;
        }
        var lines = new ArrayList<String>();
        ports(settings).forEach((key, port) -> {
            if (List.of(keys).contains(key)) {
                check(key, settings.host(), port, lines);
            }
        });
        if (lines.isEmpty()) {
            lines.add(String.join(" or ", keys) + ": the port could not be opened");
        }
        throw new Exit(Exit.CONFIGURATION, lines);
    }

    private static Map<String, Integer> ports(ProcessSettings settings) {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("server.port", settings.publicPort());
        ports.put("internal.port", settings.internalPort());
        ports.put("management.port", settings.managementPort());
        return ports;
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
        liveness.close();
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
        ports(settings).forEach((key, port) -> check(key, settings.host(), port, lines));
        if (!lines.isEmpty()) {
            throw new Exit(Exit.CONFIGURATION, lines);
        }
    }

    private static void check(String key, String host, int port, List<String> lines) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException failure) {
            lines.add(key + ": port " + port + " of " + host + " cannot be opened: " + failure.getMessage());
        }
    }
}
