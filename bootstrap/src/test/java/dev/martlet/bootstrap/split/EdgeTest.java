package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.rest.Suite;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that runs no module and only forwards, as the edge of a shop all of whose modules are split off. */
class EdgeTest {
    private static final int STREAMS = 150;

    @Test
    void itGivesTheSameAnswersAndIsReady() {
        var database = TestDatabase.settings();
        try (var shop = Shop.open(database, Map.of()); var edge = Shop.open(database, forwardingTo(shop.application().internalPort()))) {
            Suite.run(edge.http().base());
            edge.management().get("/health/ready").expect(200);
            assertThat(edge.management().get("/modules").expect(200).json().path("modules").valueStream())
                    .allMatch(module -> module.path("location").asString().equals("elsewhere"));
            assertThat(edge.http().get("/openapi").expect(200).body()).isEqualTo(shop.http().get("/openapi").body());
        }
    }

    /** More than the connections that calls may have. */
    @Test
    @Timeout(60)
    void manyOpenStreamsHoldUpNobody() throws IOException {
        var database = TestDatabase.settings();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var shop = Shop.open(database, Map.of("modules.payments.gateway.type", "http",
                        "modules.payments.gateway.url", "http://127.0.0.1:" + silent.getLocalPort()));
                var edge = Shop.open(database, forwardingTo(shop.application().internalPort()))) {
            String order = edge.orderByCard(edge.customer(0), edge.product(100, 1), 1, "tok_visa").expect(202).text("id");
            var streams = new ArrayList<Socket>();
            try {
                for (int i = 0; i < STREAMS; i++) {
                    streams.add(open(edge.application().publicPort(), "/orders/" + order + "/events"));
                }
                edge.http().get("/products").expect(200);
                edge.customer(0);
            } finally {
                for (Socket stream : streams) {
                    stream.close();
                }
            }
        }
    }

    private static Socket open(int port, String path) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static Map<String, String> forwardingTo(int port) {
        var settings = new HashMap<>(Map.of("modules.run", "none"));
        ModuleGraph.load().names().forEach(module -> settings.put("modules." + module + ".url", "http://127.0.0.1:" + port));
        return settings;
    }
}
