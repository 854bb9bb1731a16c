package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.platform.core.json.Json;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A process with a small heap, asked by many at once for as much as they may ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargePagesIT {
    private static final int MIB = 1024 * 1024;
    private static final int ORDERS = 30;
    private static final int CLIENTS = 24;
    private static final int REQUESTS = 5;
    /** The longest name that a product may have; four bytes a character. */
    private static final String NAME = "\ud83d\udc26".repeat(200);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Program program;
    private String base;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        program = Program.in(directory).options(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")).start().awaitReady();
        base = program.rest().base();
        String customer = id(post("/customers", "{\"email\":\"large@example.com\",\"name\":\"Large\"}"));
        var products = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            products.add(id(post("/products", "{\"name\":\"" + NAME + "\",\"price\":{\"amount\":1,\"currency\":\"EUR\"},\"stock\":1000}")));
        }
        String items = products.stream().map(product -> "{\"productId\":\"" + product + "\",\"quantity\":1}").collect(Collectors.joining(","));
        String order = "{\"customerId\":\"" + customer + "\",\"items\":[" + items + "],\"payment\":{\"method\":\"CARD\",\"token\":\"tok_visa\"}}";
        for (int i = 0; i < ORDERS; i++) {
            id(post("/orders", order));
        }
    }

    @AfterAll
    void stop() {
        program.close();
        http.close();
    }

    @Test
    void aPageEndsBeforeItExceedsOneMebibyteAndNothingIsLeftOut() throws Exception {
        Set<String> found = new HashSet<>();
        String next = "/orders?limit=200";
        int pages = 0;
        while (!next.isEmpty()) {
            HttpResponse<byte[]> page = get(next);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body().length).isLessThanOrEqualTo(MIB);
            JsonNode json = Json.tolerant().readTree(page.body());
            json.path("items").valueStream().forEach(item -> found.add(item.path("id").asString()));
            next = json.path("nextCursor").isNull() ? "" : "/orders?limit=200&cursor=" + json.path("nextCursor").asString();
            pages++;
        }
        assertThat(found).hasSize(ORDERS);
        assertThat(pages).isBetween(3, ORDERS);
    }

    @Test
    void manyLargePagesAtOnceDoNotEndTheProcess() throws Exception {
        List<Integer> statuses = atOnce(() -> get("/orders?limit=200").statusCode());
        assertThat(program.isAlive()).isTrue();
        assertThat(statuses).isSubsetOf(200, 503).contains(200);
    }

    @Test
    void manyClientsThatDoNotReadTheirLargePagesDoNotEndTheProcess() throws Exception {
        var address = URI.create(base);
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 150; i++) {
                var socket = new Socket();
                sockets.add(socket);
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
                socket.getOutputStream().write("GET /orders?limit=200 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            for (Socket socket : sockets) {
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isIn("HTTP/1.1 200", "HTTP/1.1 503");
            }
            assertThat(get("/orders?limit=1").statusCode()).isIn(200, 503);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(program.isAlive()).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> get("/orders?limit=200").statusCode() == 200);
    }

    @Test
    void manyLargeBodiesAtOnceDoNotEndTheProcess() throws Exception {
        String junk = "{\"name\":[" + "{},".repeat(MIB / 3 - 10) + "{}]}";
        List<Integer> statuses = atOnce(() -> post("/products", junk).statusCode());
        assertThat(program.isAlive()).isTrue();
        assertThat(statuses).isSubsetOf(400, 503).contains(400);
    }

    private List<Integer> atOnce(Callable<Integer> request) throws Exception {
        var statuses = new ArrayList<Integer>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, CLIENTS * REQUESTS).mapToObj(_ -> clients.submit(request)).toList();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        }
        return statuses;
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return send(path, HttpRequest.Builder::GET);
    }

    private HttpResponse<byte[]> post(String path, String json) throws Exception {
        return send(path, request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<byte[]> send(String path, Consumer<HttpRequest.Builder> kind) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(1));
        kind.accept(request);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String id(HttpResponse<byte[]> created) {
        assertThat(created.statusCode()).as(new String(created.body(), StandardCharsets.UTF_8)).isEqualTo(201);
        return Json.tolerant().readTree(created.body()).path("id").asString();
    }
}
