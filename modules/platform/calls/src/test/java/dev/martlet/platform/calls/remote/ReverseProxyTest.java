package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.core.LogListener;
import dev.martlet.platform.core.json.Json;
import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import dev.martlet.platform.http.server.HttpSettings;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A public route whose module runs elsewhere: its clients must not be able to tell. */
class ReverseProxyTest {
    private static final int PLACES = 100;
    private static final int LARGEST = 1024 * 1024;

    private final RemoteClient client = new RemoteClient();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void end() {
        client.close();
        http.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/birds", "/birds/", "/birds?", "/birds/a%2Fb%20c/%C3%A9?q=%20+a%26b&q=&x", "/birds/a;b=1/~'()*!?a=b=c?d", "/birds//two"})
    void thePathAndTheQueryArriveAsTheyWereSent(String target) throws IOException {
        try (var back = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); var front = front(back.base())) {
            assertThat(front.raw("GET " + target + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200");
            String sent = target.endsWith("?") ? target.substring(0, target.length() - 1) : target;
            assertThat(back.requests().getFirst()).startsWith("GET " + sent + " HTTP/1.1\r\n");
        }
    }

    @Test
    void whatIsBetweenTwoNeighboursStaysBetweenThem() throws IOException {
        try (var back = RawServer.answering("""
                HTTP/1.1 200 OK\r
                Content-Length: 2\r
                Connection: keep-alive, X-Hop\r
                Connection: X-Other\r
                Keep-Alive: timeout=5\r
                X-Hop: b\r
                X-Other: b\r
                Proxy-Authenticate: Basic\r
                X-End: b\r
                Link: <a>\r
                Link: <b>\r
                \r
                {}"""); var front = front(back.base())) {
            String answer = front.raw("""
                    GET /birds HTTP/1.1\r
                    Host: shop\r
                    Connection: keep-alive, X-Hop\r
                    Connection: X-Other\r
                    Keep-Alive: timeout=5\r
                    X-Hop: a\r
                    X-Other: a\r
                    TE: trailers\r
                    Proxy-Authorization: Basic\r
                    Martlet-Internal: guessed\r
                    X-End: a\r
                    Accept: application/json\r
                    Accept: text/html\r
                    \r
                    """);
            assertThat(answer).contains("X-End: b", "Link: <a>", "Link: <b>", "{}").doesNotContain("X-Hop", "X-Other", "timeout=5", "Proxy-Auth");
            assertThat(back.requests().getFirst()).contains("X-End: a", "application/json", "text/html", "Martlet-Internal: secret")
                    .doesNotContain("X-Hop", "X-Other", "timeout=5", "trailers", "Proxy-Auth", "guessed", "Host: shop");
        }
    }

    @Test
    void theTraceGoesOn() throws Exception {
        try (var back = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); var front = front(back.base())) {
            send(front, "GET", BodyPublishers.noBody(), "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            assertThat(back.requests().getFirst()).containsOnlyOnce("traceparent")
                    .contains("00-0af7651916cd43dd8448eb211c80319c-")
                    .doesNotContain("b7ad6b");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8192, 8193, LARGEST})
    void aBodyArrivesWhole(int size) throws Exception {
        try (var back = echo(); var front = front(back.base())) {
            byte[] body = body(size);
            assertThat(send(front, "POST", BodyPublishers.ofByteArray(body)).body()).isEqualTo(body);
            assertThat(send(front, "POST", chunked(body)).body()).isEqualTo(body);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        try (var back = echo(); var front = front(back.base())) {
            byte[] body = body(LARGEST + 1);
            assertThat(send(front, "POST", BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(413);
            String head = "POST /birds HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
            assertThat(front.raw(head + "100001\r\n" + "x".repeat(LARGEST + 1) + "\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 413").contains("content-too-large");
            assertThat(send(front, "POST", BodyPublishers.ofByteArray(body(3))).body()).isEqualTo(body(3));
        }
    }

    @Test
    void aClientThatIsRefusedWhileItSendsCanReadWhy() throws IOException {
        try (var back = echo(); var front = front(back.base()); var socket = new Socket("127.0.0.1", front.port())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            String head = "POST /birds HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
            byte[] chunk = ("80001\r\n" + "x".repeat(LARGEST / 2 + 1) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(chunk);
            out.write(chunk);
            String begun = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            out.write(chunk);
            out.write(chunk);
            socket.shutdownOutput();
            assertThat(begun + new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 413").contains("content-too-large");
        }
    }

    @Test
    void aLargeAnswerIsNotHeldInMemory() throws Exception {
        int pieces = 400;
        byte[] piece = body(128 * 1024);
        try (var back = back(routing -> routing.get("/birds", (_, response) -> {
            try (var out = response.outputStream()) {
                for (int i = 0; i < pieces; i++) {
                    out.write(piece);
                }
            }
        })); var front = front(back.base())) {
            long before = used();
            try (InputStream answer = http.send(request(front, "GET", BodyPublishers.noBody()), BodyHandlers.ofInputStream()).body()) {
                long read = answer.skip(piece.length);
                assertThat(used() - before).isLessThan(32L * 1024 * 1024);
                for (long n = answer.skip(LARGEST); n > 0; n = answer.skip(LARGEST)) {
                    read += n;
                }
                assertThat(read).isEqualTo((long) pieces * piece.length);
            }
        }
    }

    @Test
    void eventsArriveAsTheyAreWritten() throws Exception {
        var next = new CountDownLatch(1);
        try (var back = back(routing -> routing.get("/birds", (_, response) -> {
            response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
            try (var out = response.outputStream()) {
                out.write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                next.await(10, TimeUnit.SECONDS);
                out.write("data: 2\n\n".getBytes(StandardCharsets.US_ASCII));
            }
        })); var front = front(back.base())) {
            var answer = http.send(request(front, "GET", BodyPublishers.noBody()), BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(new String(answer.body().readNBytes(9), StandardCharsets.US_ASCII)).isEqualTo("data: 1\n\n");
            next.countDown();
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("data: 2\n\n");
        }
    }

    @Test
    void anEventStreamEndsWithTheProcessThatForwardsIt() throws Exception {
        try (var back = new RawServer((raw, in, out) -> {
            raw.read(in);
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            raw.read(in);
        }); var front = front(back.base())) {
            var answer = http.send(request(front, "GET", BodyPublishers.noBody()), BodyHandlers.ofInputStream());
            assertThat(answer.body().readNBytes(9)).hasSize(9);
            front.beginShutdown();
            await().until(() -> back.open() == 0);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> answer.body().read());
        }
    }

    @Test
    void headIsAnsweredAsTheModuleAnswersIt() throws Exception {
        try (var back = Loopback.of(List.of(Resource.at("/birds").get(Access.anyone(), _ -> Response.ok(Map.of("name", "martlet")))));
                var front = front(back.base())) {
            var direct = http.send(request(back, "HEAD", BodyPublishers.noBody()), BodyHandlers.ofString());
            var forwarded = http.send(request(front, "HEAD", BodyPublishers.noBody()), BodyHandlers.ofString());
            assertThat(direct.headers().firstValue("Content-Length")).contains("18");
            assertThat(headers(forwarded)).isEqualTo(headers(direct));
            assertThat(forwarded.body()).isEmpty();
        }
    }

    @Test
    void whatHasNotChangedAndWhatHasNoContentHaveNoBody() throws Exception {
        var resource = Resource.at("/birds")
                .get(Access.anyone(), _ -> Response.ok(Map.of("name", "martlet")))
                .delete(Access.anyone(), _ -> Response.noContent());
        try (var back = Loopback.of(List.of(resource)); var front = front(back.base())) {
            String tag = send(front, "GET", BodyPublishers.noBody()).headers().firstValue("ETag").orElseThrow();
            for (int twice = 0; twice < 2; twice++) {
                var unchanged = send(front, "GET", BodyPublishers.noBody(), "If-None-Match", tag);
                assertThat(unchanged.statusCode()).isEqualTo(304);
                assertThat(unchanged.headers().firstValue("ETag")).contains(tag);
                assertThat(unchanged.body()).isEmpty();
                var gone = send(front, "DELETE", BodyPublishers.noBody());
                assertThat(gone.statusCode()).isEqualTo(204);
                assertThat(gone.body()).isEmpty();
            }
        }
    }

    @Test
    void whereNoServerListensTheModuleIsUnavailable() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (var front = front(URI.create("http://127.0.0.1:" + port)); var log = new LogListener(ReverseProxy.class)) {
            var answer = send(front, "POST", BodyPublishers.ofByteArray(body(3)));
            assertUnavailable(answer);
            assertThat(log.records()).singleElement().extracting(LogRecord::getMessage, InstanceOfAssertFactories.STRING)
                    .startsWith(instance(answer)).contains("127.0.0.1:" + port + " cannot be reached");
            assertThat(meters.get("martlet.proxy.requests").tags("module", "birds", "status", "503").timer().count()).isEqualTo(1);
        }
    }

    @Test
    void whatChangesSomethingIsSentOnceAndWhatReadsOnceMore() throws Exception {
        try (var back = new RawServer((raw, in, _) -> raw.read(in)); var front = front(back.base())) {
            assertUnavailable(send(front, "POST", BodyPublishers.ofByteArray(body(3))));
            assertThat(back.requests()).hasSize(1);
            assertUnavailable(send(front, "DELETE", BodyPublishers.noBody()));
            assertThat(back.requests()).hasSize(2);
            assertUnavailable(send(front, "GET", BodyPublishers.noBody()));
            assertThat(back.requests()).hasSize(4);
        }
    }

    @Test
    void anAnswerThatBreaksOffBreaksOffForTheClientToo() throws IOException {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(50_000);
        try (var back = RawServer.answering(half); var front = front(back.base())) {
            String answer = front.raw("GET /birds HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(answer).contains("Content-Length: 100000").endsWith("[closed]");
            assertThat(answer.length()).isLessThan(60_000);
        }
    }

    @Test
    void aClientThatGoesAwayEndsTheRequestBehind() throws IOException {
        try (var back = new RawServer((raw, in, out) -> {
            raw.read(in);
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("9\r\ndata: 1\n\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }); var front = front(back.base())) {
            try (var socket = new Socket("127.0.0.1", front.port())) {
                socket.getOutputStream().write("GET /birds HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            }
            await().until(() -> back.open() == 0);
        }
    }

    @Test
    void aClientThatGoesAwayWhileItSendsEndsTheRequestBehind() throws IOException {
        try (var back = new RawServer((raw, in, _) -> raw.read(in)); var front = front(back.base())) {
            try (var socket = new Socket("127.0.0.1", front.port())) {
                socket.getOutputStream().write(("POST /birds HTTP/1.1\r\nHost: shop\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(20_000))
                        .getBytes(StandardCharsets.US_ASCII));
                await().until(() -> back.open() == 1);
            }
            await().until(() -> back.open() == 0);
            assertThat(back.requests()).isEmpty();
        }
    }

    /** As long as it waits for the module's answer, and no longer. */
    @Test
    void aClientThatStopsWhileItSendsIsWaitedForTwelveSeconds() throws IOException {
        try (var back = new RawServer((raw, in, _) -> raw.read(in)); var front = front(back.base()); var socket = new Socket("127.0.0.1", front.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("POST /birds HTTP/1.1\r\nHost: shop\r\nContent-Length: 10\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();

            await().until(() -> back.open() == 0);
        }
    }

    @Test
    void whatIsForwardedIsMeasured() throws Exception {
        try (var back = echo(); var front = front(back.base())) {
            send(front, "POST", BodyPublishers.ofByteArray(body(3)));
            assertThat(meters.get("martlet.proxy.requests").tags("module", "birds", "status", "200").timer().count()).isEqualTo(1);
        }
    }

    private Loopback front(URI base) {
        var forwarding = new ReverseProxy(client, "birds", base, InternalSecrets.of("secret"), PLACES, Duration.ofSeconds(10), meters);
        return back(routing -> routing.any("/birds", forwarding).any("/birds/*", forwarding));
    }

    private static Loopback back(Consumer<HttpRouting.Builder> routes) {
        return new Loopback(HttpSettings.DEFAULT, (routing, _) -> routes.accept(routing));
    }

    private static Loopback echo() {
        return back(routing -> routing.post("/birds", ReverseProxyTest::echo));
    }

    private static void echo(ServerRequest request, ServerResponse response) {
        response.send(request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0]);
    }

    private HttpResponse<byte[]> send(Loopback server, String method, BodyPublisher body, String... headers) throws Exception {
        return http.send(request(server, method, body, headers), BodyHandlers.ofByteArray());
    }

    private static HttpRequest request(Loopback server, String method, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(server.base().resolve("/birds")).method(method, body);
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    private static byte[] body(int size) {
        var body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 31 >> 3);
        }
        return body;
    }

    private static void assertUnavailable(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("module-unavailable");
    }

    private static String instance(HttpResponse<byte[]> problem) {
        return Json.tolerant().readTree(problem.body()).path("instance").asString();
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        return response.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Date"))
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(), Map.Entry::getValue));
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
