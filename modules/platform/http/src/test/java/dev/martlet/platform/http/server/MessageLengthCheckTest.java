package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives on the socket itself, byte by byte. */
class MessageLengthCheckTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(
                Resource.at("/echo").post(Access.anyone(), request -> {
                    Object body = request.body(java.util.Map.class);
                    SEEN.add(body.toString());
                    return Response.ok(body);
                }),
                Resource.at("/tagged").get(Access.anyone(), _ -> Response.ok(java.util.Map.of("a", 1))),
                Resource.at("/smuggled").get(Access.anyone(), _ -> {
                    SEEN.add("smuggled");
                    return Response.noContent();
                }));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static String post(String headers, String body) {
        return server.raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 7\r\n",
        "Content-Length: 7\r\nContent-Length: 7\r\n",
        "Content-Length: 7\r\nContent-Length: 8\r\n",
        "Content-Length: 7, 7\r\n",
        "Content-Length: +7\r\n",
        "Content-Length: -7\r\n",
        "Content-Length: 0x7\r\n",
        "Content-Length: 7.0\r\n",
        "Content-Length: \r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: Chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: \u000bchunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "Content-Length : 7\r\n",
        "Content-Length: 7\r\n folded\r\n"
    })
    void aRequestThatCouldEndInTwoPlacesIsRefusedAndTheConnectionClosed(String headers) {
        String answer = post(headers, "{\"a\":1}" + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "Connection: close").endsWith("[closed]");
        assertThat(answer.split("HTTP/1.1 4", -1)).hasSize(2);
        assertThat(SEEN).isEmpty();
    }

    @Test
    void aTransferCodingThatIsNotKnownIsNotImplemented() {
        assertThat(post("Transfer-Encoding: gzip, chunked\r\n", "7\r\n{\"a\":1}\r\n0\r\n\r\n" + SMUGGLED)).startsWith("HTTP/1.1 501")
                .contains("application/problem+json", "\"code\":\"not-implemented\"", "Connection: close").endsWith("[closed]");
        assertThat(SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "+7\r\n{\"a\":1}\r\n0\r\n\r\n", "7;\r\n", "ffffffff\r\n",
        "0\r\nTrailer: x\r\n\r\n", "7\r\n{\"a\":1}xx0\r\n\r\n", "0x7\r\n{\"a\":1}\r\n0\r\n\r\n", "-7\r\n",
        "g\r\n", "\r\n", "7\n{\"a\":1}\r\n0\r\n\r\n", "7 \r\n{\"a\":1}\r\n0\r\n\r\n"
    })
    void aChunkThatIsNotFramedClearlyIsRefusedAndTheConnectionClosed(String chunks) {
        String answer = post("Transfer-Encoding: chunked\r\n", chunks + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid-request").endsWith("[closed]").doesNotContain("HTTP/1.1 2");
        assertThat(SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2\r\n{}\r\nzz\r\n", "2\r\n{}xx", "7\r\n{\"a\":1}\r\n0\r\nxx\r\n", "2\r\n{}\r\n1\n"})
    void aClientThatFramesAChunkWronglyAndWaitsIsAnsweredAtOnce(String chunks) {
        String answer = post("Transfer-Encoding: chunked\r\n", chunks);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid-request").endsWith("[closed]");
        assertThat(SEEN).isEmpty();
    }

    @Test
    void aChunkThatIsLongerThanItSaysIsRefused() {
        String answer = post("Transfer-Encoding: chunked\r\n", "5\r\n{\"a\":1}\r\n0\r\n\r\n" + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid-request").endsWith("[closed]").doesNotContain("HTTP/1.1 2");
        assertThat(SEEN).isEmpty();
    }

    @Test
    void chunksAreReadAndTheNextRequestAfterThem() {
        String answer = post("Transfer-Encoding: chunked\r\n", "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n" + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 200").contains("{\"a\":1}").contains("HTTP/1.1 204");
        assertThat(SEEN).containsExactly("{a=1}", "smuggled");
    }

    @Test
    void requestsFollowOneAnotherOnAConnection() {
        String answer = post("Content-Length: 7\r\n", "{\"a\":1}" + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 200").contains("HTTP/1.1 204");
        assertThat(SEEN).containsExactly("{a=1}", "smuggled");
    }

    @Test
    void aBodyThatNobodyReadIsNotTakenForTheNextRequest() {
        String answer = server.raw("POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: " + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 404").contains("HTTP/1.1 204");
        assertThat(SEEN).containsExactly("smuggled");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /smuggled HTTP/1.1\r\n\r\n", "GET /smuggled HTTP/11.1\r\nHost: x\r\n\r\n", "GET /smuggled http/1.1\r\nHost: x\r\n\r\n",
        "GET /smuggled HTTP/1.1\r\nHost: \r\n\r\n", "GET /smuggled HTTP/1.1\r\nHost: x:y\r\n\r\n", "GET /smuggled HTTP/1.1\r\nHost: x/y\r\n\r\n",
        "GET /smuggled HTTP/1.1\r\nHost: [::1\r\n\r\n", "\r\n\r\n\r\n\r\n\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /smuggled HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET /smuggled HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET /smuggled HTTP/1.1\r\nHost: x\r\nA\u0000: b\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /smuggled?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /sm uggled HTTP/1.1\r\nHost: x\r\n\r\n", "GET /% HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /smuggled?%zz=1 HTTP/1.1\r\nHost: x\r\n\r\n", "\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n", "G\nT / HTTP/1.1\r\nHost: x\r\n\r\n",
        "G\u0001T / HTTP/1.1\r\nHost: x\r\n\r\n", "G\u007fT / HTTP/1.1\r\nHost: x\r\n\r\n", "G(T) / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://u@x/smuggled HTTP/1.1\r\nHost: x\r\n\r\n", "GET http:///smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    })
    void whatIsNotHttpIsAProblem(String request) {
        String answer = server.raw(request);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"code\":\"invalid-request\"", "nosniff")
                .endsWith("[closed]");
        assertThat(SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /smuggled\r\n\r\n", "GET /smuggled HTTP/1.1\nHost: x\n\n", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"
    })
    void whatIsNotEvenLikeHttpEndsTheConnection(String request) {
        assertThat(server.raw(request)).endsWith("[closed]").doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
        assertThat(SEEN).isEmpty();
    }

    @Test
    void theAbsoluteFormOfAnAddressIsUnderstood() {
        assertThat(server.raw("GET http://x/smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 204")
                .endsWith("[closed]");
    }

    @Test
    void theWholeServerIsAskedForItsMethods() {
        for (String version : List.of("1.0", "1.1")) {
            assertThat(server.raw("OPTIONS * HTTP/" + version + "\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 204")
                    .contains("Allow: GET, HEAD, POST, PATCH, DELETE, OPTIONS");
        }
        assertThat(server.raw("GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 404");
    }

    @Test
    void anEncodedBodyIsNotSupported() {
        assertThat(post("Content-Encoding: gzip\r\nContent-Length: 7\r\n", "{\"a\":1}")).startsWith("HTTP/1.1 415")
                .contains("unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "2.0", "0.9", "3.0"})
    void anotherVersionIsNotSupported(String version) {
        assertThat(server.raw("GET /smuggled HTTP/" + version + "\r\nHost: x\r\n\r\n" + SMUGGLED)).startsWith("HTTP/1.1 505")
                .contains("application/problem+json", "\"code\":\"http-version-not-supported\"", "Connection: close").endsWith("[closed]");
        assertThat(SEEN).isEmpty();
    }

    @Test
    void aClientThatSpeaksHttp2WithoutAskingLearnsTheVersions() {
        assertThat(server.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 505").endsWith("[closed]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "gET", "post", "head", "x"})
    void aMethodIsCaseSensitive(String method) {
        assertThat(server.raw(method + " /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 501")
                .contains("application/problem+json", "\"code\":\"not-implemented\"").endsWith("[closed]");
        assertThat(SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r\n\r\n"})
    void emptyLinesBeforeARequestLineAreSkipped(String lines) {
        String answer = server.raw(lines + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n" + lines + SMUGGLED);
        assertThat(answer.split("HTTP/1.1 204", -1)).hasSize(3);
        assertThat(SEEN).containsExactly("smuggled", "smuggled");
    }

    @Test
    void headersHaveABound() {
        for (String headers : List.of(
                "A: " + "a".repeat(100_000), "Cookie: " + "a".repeat(40 * 1024), "a".repeat(40 * 1024) + ": b", "A: b\r\n".repeat(10_000) + "A: b")) {
            String answer = server.raw("GET /smuggled HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json", "\"code\":\"request-header-fields-too-large\"")
                    .endsWith("[closed]");
        }
        assertThat(SEEN).isEmpty();
    }

    @Test
    void aRequestLineHasABound() {
        assertThat(server.raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 414")
                .contains("application/problem+json", "\"code\":\"uri-too-long\"").endsWith("[closed]");
    }

    @Test
    void noContentAndNotModifiedHaveNoLength() {
        assertThat(server.raw("GET /smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 204").doesNotContain("Content-Length");
        String tagged = post("Content-Length: 7\r\nConnection: close\r\n", "{\"a\":1}");
        assertThat(tagged).startsWith("HTTP/1.1 200").contains("Content-Length: 7");
        for (String method : List.of("GET", "HEAD")) {
            assertThat(server.raw(method + " /tagged HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-None-Match: *\r\n\r\n")).startsWith("HTTP/1.1 304")
                    .contains("ETag").doesNotContain("Content-Length", "Transfer-Encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/smuggled/", "//smuggled", "/./smuggled", "/x/../smuggled", "/smuggled%2f", "/%73muggled", "/smuggled;a=b"})
    void pathsAreReadOneWay(String path) {
        String answer = server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        boolean same = Set.of("//smuggled", "/./smuggled", "/x/../smuggled", "/%73muggled", "/smuggled;a=b").contains(path);
        assertThat(answer).startsWith(same ? "HTTP/1.1 204" : "HTTP/1.1 404").endsWith("[closed]");
    }
}
