package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import io.helidon.http.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of HTTP/1.0, byte by byte: one request on a connection, and no chunks. */
class Http10Test {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(
                Resource.at("/echo").post(Access.anyone(), request -> Response.ok(request.body(Map.class)))
                        .get(Access.anyone(), request -> Response.ok(Map.of("host", request.headers(HeaderNames.HOST).getFirst()))),
                Resource.at("/large").get(Access.anyone(), _ -> Response.ok(Map.of("text", "x".repeat(300_000)))),
                Resource.at("/empty").get(Access.anyone(), _ -> Response.noContent()),
                Resource.at("/broken").get(Access.anyone(), _ -> {
                    throw new IllegalStateException("on purpose");
                }),
                Resource.at("/stream").stream(Access.anyone(), "text/event-stream", _ -> out -> {
                    for (int i = 0; i < 3; i++) {
                        out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                }));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(String answer) {
        assertThat(answer).endsWith("[closed]");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4, answer.length() - "[closed]".length());
    }

    @Test
    void aRequestNeedsNoHostAndIsForTheAddressThatItCameTo() {
        String answer = server.raw("GET /echo HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("Connection: close", "Content-Length: ");
        assertThat(body(answer)).isEqualTo("{\"host\":\"127.0.0.1:" + server.port() + "\"}");
        assertThat(body(server.raw("GET /echo HTTP/1.0\r\nHost: shop.example\r\n\r\n"))).isEqualTo("{\"host\":\"shop.example\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a\r\nHost: b\r\n", "Host: a b\r\n", "Host: a:b\r\n", "Host: \r\n"})
    void aHostThatIsGivenMustBeOne(String host) {
        assertThat(server.raw("GET /echo HTTP/1.0\r\n" + host + "\r\n")).startsWith("HTTP/1.1 400").contains("invalid-request").endsWith("[closed]");
    }

    @Test
    void theConnectionTakesOneRequestAlsoIfTheClientAsksForMore() {
        String answer = server.raw("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /echo HTTP/1.0\r\n\r\n");
        assertThat(answer).containsOnlyOnce("HTTP/1.1 200").contains("Connection: close").doesNotContain("keep-alive").endsWith("[closed]");
    }

    @Test
    void aBodyIsReadToItsLengthWithoutContinue() {
        String head = "POST /echo HTTP/1.0\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 7\r\n\r\n";
        String answer = server.raw(head + "{\"a\":1}");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("HTTP/1.1 100");
        assertThat(body(answer)).isEqualTo("{\"a\":1}");
    }

    @Test
    void aChunkedBodyIsRefused() {
        String answer = server.raw("POST /echo HTTP/1.0\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid-request").endsWith("[closed]");
    }

    @Test
    void aStreamHasNoChunksAndEndsWithTheConnection() {
        String answer = server.raw("GET /stream HTTP/1.0\r\nTE: trailers\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("text/event-stream", "Connection: close")
                .doesNotContain("Transfer-Encoding", "Content-Length", "Trailer");
        assertThat(body(answer)).isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\n");
    }

    @Test
    void aLargeAnswerArrivesWhole() {
        assertThat(body(server.raw("GET /large HTTP/1.0\r\n\r\n"))).isEqualTo("{\"text\":\"" + "x".repeat(300_000) + "\"}");
    }

    @Test
    void headHasNoBody() {
        String answer = server.raw("HEAD /echo HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Length: ");
        assertThat(body(answer)).isEmpty();
    }

    @Test
    void noContentClosesTheConnectionToo() {
        assertThat(server.raw("GET /empty HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 204").contains("Connection: close").endsWith("\r\n\r\n[closed]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing 404 not-found", "/broken 500 internal-error", "/%zz 400 invalid-request"})
    void whatGoesWrongIsAProblem(String expected) {
        String[] parts = expected.split(" ");
        String answer = server.raw("GET " + parts[0] + " HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + parts[1]).contains("application/problem+json", parts[2], "Connection: close").endsWith("[closed]");
    }

    @Test
    void anAnswerToHttp11KeepsItsChunksAndItsConnection() {
        String answer = server.raw("GET /stream HTTP/1.1\r\nHost: x\r\n\r\nGET /echo HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").contains("Transfer-Encoding: chunked", "\r\n0\r\n\r\nHTTP/1.1 200").endsWith("[closed]");
    }
}
