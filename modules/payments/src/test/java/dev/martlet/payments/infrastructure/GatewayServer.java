package dev.martlet.payments.infrastructure;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server that stands for the payment gateway. */
final class GatewayServer implements AutoCloseable {
    private final WebServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Handler handler;

    GatewayServer() {
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .shutdownGracePeriod(Duration.ZERO)
                .routing(routing -> routing.any((request, response) -> {
                    requests.add(line(request));
                    handler.handle(request, response);
                }))
                .build()
                .start();
    }

    private static String line(ServerRequest request) {
        var key = request.headers().first(HeaderNames.create("Idempotency-Key")).orElse("none");
        return request.prologue().method().text() + " " + request.path().path() + " key=" + key + " " + request.content().as(String.class);
    }

    void answers(int status, String body) {
        handler = (_, response) -> response.status(status).send(body);
    }

    void handle(Handler other) {
        handler = other;
    }

    List<String> requests() {
        return requests;
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
