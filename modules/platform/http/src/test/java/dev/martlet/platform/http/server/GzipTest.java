package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
    private static final String LARGE = "\"" + "x".repeat(1022) + "\"";
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(
                Resource.at("/large")
                        .get(Access.anyone(), _ -> Response.ok(LARGE.substring(1, 1023)))
                        .post(Access.anyone(), request -> Response.created("/large", request.json())),
                Resource.at("/small").get(Access.anyone(), _ -> Response.ok("x".repeat(1021))),
                Resource.at("/text").get(Access.anyone(), List.of("text/plain"), _ -> Response.content("text/plain", bytes()).with("Vary", "Accept")),
                Resource.at("/message").post(Access.anyone(), _ -> Response.message(bytes())),
                Resource.at("/streams").stream(Access.anyone(), "text/event-stream", _ -> out -> out.write(bytes())));
    }

    @AfterAll
    static void stop() {
        server.close();
        CLIENT.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate, gzip;q=0.5", "*", "gzip;q=1.0, identity; q=0.5", "br, *;q=0.1", "x-gzip", "gzip;q=0.001"})
    void aLargeBodyIsCompressedForAClientThatAcceptsIt(String accepted) throws IOException {
        var answer = send("GET", "/large", "Accept-Encoding", accepted);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Content-Length")).contains(String.valueOf(answer.body().length));
        assertThat(answer.headers().firstValue("ETag").orElseThrow()).matches("\"[A-Za-z0-9_-]{22}-gzip\"");
        assertThat(unzipped(answer)).isEqualTo(LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "br, deflate", "gzip;q=0.5, identity;q=0.8"})
    void otherClientsGetItAsItIs(String accepted) {
        var answer = send("GET", "/large", "Accept-Encoding", accepted);
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        assertThat(answer.headers().firstValue("ETag").orElseThrow()).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo(LARGE);
    }

    @Test
    void headHasTheHeadersOfGet() {
        var get = send("GET", "/large", "Accept-Encoding", "gzip");
        var head = send("HEAD", "/large", "Accept-Encoding", "gzip");
        for (String name : List.of("Content-Encoding", "Content-Length", "Content-Type", "ETag", "Vary", "Cache-Control")) {
            assertThat(head.headers().allValues(name)).as(name).isNotEmpty().isEqualTo(get.headers().allValues(name));
        }
    }

    @Test
    void aConditionMayHaveEitherTag() {
        String plain = send("GET", "/large").headers().firstValue("ETag").orElseThrow();
        String zipped = send("GET", "/large", "Accept-Encoding", "gzip").headers().firstValue("ETag").orElseThrow();
        assertThat(zipped).isEqualTo(plain.substring(0, plain.length() - 1) + "-gzip\"");
        for (String tag : List.of(plain, zipped, "W/" + plain, "W/" + zipped)) {
            for (String accepted : List.of("gzip", "identity")) {
                var answer = send("GET", "/large", "Accept-Encoding", accepted, "If-None-Match", tag);
                assertThat(answer.statusCode()).as(tag).isEqualTo(304);
                assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
                assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
            }
        }
    }

    @Test
    void whatIsSmallOrStreamedOrAMessageIsNotCompressed() {
        var small = send("GET", "/small", "Accept-Encoding", "gzip");
        assertThat(small.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(small.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(send("GET", "/streams", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding")).isEmpty();
        var message = send("POST", "/message", "Accept-Encoding", "gzip");
        assertThat(message.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(message.headers().firstValue("Vary")).isEmpty();
    }

    @Test
    void otherMediaTypesAreCompressedTooAndMayVaryByMore() throws IOException {
        var answer = send("GET", "/text", "Accept-Encoding", "gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept, Accept-Encoding");
        assertThat(unzipped(answer)).isEqualTo(LARGE);
    }

    private static byte[] bytes() {
        return LARGE.getBytes(StandardCharsets.UTF_8);
    }

    private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers) {
        var body = HttpRequest.BodyPublishers.ofString(path.equals("/message") ? "{}" : "");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
