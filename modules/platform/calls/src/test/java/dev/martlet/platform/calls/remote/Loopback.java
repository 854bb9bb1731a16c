package dev.martlet.platform.calls.remote;

import dev.martlet.platform.calls.contract.Contracts;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.server.HttpListeners;
import dev.martlet.platform.http.server.HttpSettings;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A real server on a free port of this machine, set up as those of the product are. */
final class Loopback implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpListeners listeners;
    private final WebServer server;

    Loopback(HttpSettings settings, BiConsumer<HttpRouting.Builder, HttpListeners> routes) {
        listeners = new HttpListeners(settings, meters);
        var config = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false).shutdownGracePeriod(Duration.ofSeconds(1));
        listeners.configure(config, routing -> routes.accept(routing, listeners));
        server = config.build().start();
    }

    Loopback(BiConsumer<HttpRouting.Builder, HttpListeners> routes) {
        this(HttpSettings.DEFAULT, routes);
    }

    static Loopback of(List<Resource> resources) {
        return new Loopback((routing, listeners) -> listeners.register(routing, resources));
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    int port() {
        return server.port();
    }

    /** A process that knows of no contracts, or of these. */
    static Contracts contracts(Map<String, String> hashes) {
        return new Contracts(hashes, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    /** Calls end here. */
    RemoteInvoker target(RemoteClient client, Contracts contracts) {
        return new RemoteInvoker(client, base(), InternalSecrets.NONE, contracts);
    }

    RemoteInvoker target(RemoteClient client) {
        return target(client, contracts(Map.of()));
    }

    /** Sends bytes as they are and reads until the server closes, or for a second. */
    String raw(String request) throws IOException {
        var answer = new StringBuilder();
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var buffer = new byte[8192];
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
            return answer + "[closed]";
        } catch (IOException open) {
            return answer + "[" + open.getMessage() + "]";
        }
    }

    /** As a process that is stopping, before it waits for requests under way. */
    void beginShutdown() {
        listeners.beginShutdown();
    }

    /** As a process that is stopping. */
    @Override
    public void close() {
        listeners.beginShutdown();
        server.stop();
    }
}
