package dev.martlet.bootstrap;

import dev.martlet.platform.http.limits.UsedLimit;
import dev.martlet.platform.http.server.Authenticator;
import dev.martlet.platform.http.server.HttpListeners;
import dev.martlet.platform.http.server.HttpSettings;
import dev.martlet.platform.http.server.ServedRequests;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The ports of the process: public, internal and management. */
final class HttpServers implements AutoCloseable {
    private static final String INTERNAL = "internal";
    /** Time for requests that clients send before they can see that the process stops: the web server closes waiting connections without reading them. */
    private static final Duration LAST_ARRIVALS = Duration.ofMillis(250);

    private final ProcessSettings settings;
    private final HttpListeners listeners;
    private final HttpListeners managementListeners;
    private final WebServer management;
    private final Liveness liveness;
    private Optional<WebServer> server = Optional.empty();

    private HttpServers(
            ProcessSettings settings, HttpListeners listeners, HttpListeners managementListeners, WebServer management, Liveness liveness) {
        this.settings = settings;
        this.listeners = listeners;
        this.managementListeners = managementListeners;
        this.management = management;
        this.liveness = liveness;
        watch("management", settings.managementAddress(), management.port());
    }

    /**
     * Opens the management port: it answers from here on, also while the rest of the process still starts.
     *
     * @param http the bounds of all ports
     * @throws StartupFailure if the port has been taken meanwhile
     */
    static HttpServers open(
            ProcessSettings settings,
            HttpSettings http,
            Authenticator authenticator,
            ManagementRoutes managementRoutes,
            Liveness liveness,
            MeterRegistry meters) {
        var listeners = new HttpListeners(http, settings.access(), authenticator, settings.rateLimits(), meters);
        WebServer management = started(management(settings, managementRoutes, listeners), settings, "management.port");
        var serving = new HttpListeners(http, settings.access(), authenticator, settings.rateLimits(), meters);
        return new HttpServers(settings, serving, listeners, management, liveness);
    }

    /**
     * Opens the public and the internal port, once everything behind them runs.
     *
     * @throws StartupFailure if one of them has been taken meanwhile
     */
    void serve(PublicRoutes publicRoutes, InternalRoutes internalRoutes) {
        server = Optional.of(started(server(settings, publicRoutes, internalRoutes, listeners), settings, "server.port", "internal.port"));
        watch("server", settings.publicAddress(), publicPort());
        watch("internal", settings.internalAddress(), internalPort());
    }

    private void watch(String name, ListenerAddress address, int port) {
        liveness.listens(name, new InetSocketAddress(address.host(), port));
    }

    /** The web server only logs that it could not bind a port, and goes on without any. */
    private static WebServer started(WebServer server, ProcessSettings settings, String... keys) {
        if (server.start().isRunning()) {
            return server;
        }
        var lines = new ArrayList<String>();
        addresses(settings).forEach((key, address) -> {
            if (List.of(keys).contains(key)) {
                check(key, address, lines);
            }
        });
        if (lines.isEmpty()) {
            lines.add(String.join(" or ", keys) + ": the port could not be opened");
        }
        throw new StartupFailure(StartupFailure.CONFIGURATION, lines);
    }

    private static Map<String, ListenerAddress> addresses(ProcessSettings settings) {
        var addresses = new LinkedHashMap<String, ListenerAddress>();
        addresses.put("server.port", settings.publicAddress());
        addresses.put("internal.port", settings.internalAddress());
        addresses.put("management.port", settings.managementAddress());
        return addresses;
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

    /** What the public and the internal port have answered so far. */
    List<ServedRequests> served() {
        return listeners.served();
    }

    /** The limits of all ports, and what is in use of them. */
    List<UsedLimit> used() {
        return Stream.of(listeners, managementListeners).flatMap(each -> each.used().stream()).toList();
    }

    /** Requests in flight finish first, up to {@code server.shutdown.grace}; meanwhile the management port reports that the process is not ready. */
    @Override
    public void close() {
        liveness.close();
        listeners.beginShutdown();
        server.ifPresent(this::stop);
        managementListeners.beginShutdown();
        management.stop();
    }

    private void stop(WebServer server) {
        Duration wait = Collections.min(List.of(LAST_ARRIVALS, settings.shutdownGrace()));
        LockSupport.parkNanos(wait.toNanos());
        server.stop();
    }

    private static WebServer server(
            ProcessSettings settings, PublicRoutes publicRoutes, InternalRoutes internalRoutes, HttpListeners listeners) {
        var builder = WebServer.builder()
                .host(settings.publicAddress().host())
                .port(settings.publicAddress().port())
                .shutdownGracePeriod(settings.shutdownGrace())
                .shutdownHook(false);
        listeners.configure(builder, routing -> publicRoutes.register(routing, listeners));
        ListenerTls.apply(builder, settings.tls().server());
        builder.putSocket(INTERNAL, socket -> {
            socket.name(INTERNAL)
                    .host(settings.internalAddress().host())
                    .port(settings.internalAddress().port())
                    .shutdownGracePeriod(settings.shutdownGrace());
            listeners.configureInternal(socket, routing -> internalRoutes.register(routing, listeners));
            ListenerTls.apply(socket, settings.tls().internal());
        });
        return builder.build();
    }

    /** A server of its own, because it has to outlive the other one. */
    private static WebServer management(ProcessSettings settings, ManagementRoutes routes, HttpListeners listeners) {
        ListenerAddress address = settings.managementAddress();
        var builder = WebServer.builder()
                .host(address.host())
                .port(address.port())
                .shutdownHook(false);
        listeners.configureManagement(builder, routing -> routes.register(routing, listeners));
        ListenerTls.apply(builder, settings.tls().management());
        return builder.build();
    }

    /**
     * Checked before anything starts, so that all ports that are in use are reported together and by their keys.
     *
     * @throws StartupFailure if a port is taken
     */
    static void check(ProcessSettings settings) {
        var lines = new ArrayList<String>();
        addresses(settings).forEach((key, address) -> check(key, address, lines));
        if (!lines.isEmpty()) {
            throw new StartupFailure(StartupFailure.CONFIGURATION, lines);
        }
    }

    private static void check(String key, ListenerAddress address, List<String> lines) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
        } catch (IOException failure) {
            lines.add(key + ": port " + address.port() + " of " + address.host() + " cannot be opened: " + failure.getMessage());
        }
    }
}
