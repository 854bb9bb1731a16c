package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsTest {
    private static final String SHOP = "https://shop.example";
    private static TestServer server;

    @BeforeAll
    static void start() {
        var access = new WebAccess(false, Set.of(), Set.of(WebOrigin.parse(SHOP).orElseThrow()));
        server = new TestServer(access, things(), Resource.at("/streams").stream(Access.anyone(), "text/event-stream", _ -> out -> out.write(1)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Resource things() {
        return Resource.at("/things")
                .get(Access.anyone(), _ -> Response.ok(List.of()))
                .post(Access.anyone(), request -> Response.created("/things/1", request.json()));
    }

    @Test
    void aPreflightOfAnAllowedOriginSaysWhatMayBeSent() {
        var answer = server.send("OPTIONS", "/things", null, "Origin", SHOP, "Access-Control-Request-Method", "PATCH",
                "Access-Control-Request-Headers", "content-type,if-match");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(SHOP);
        assertThat(header(answer, "Access-Control-Allow-Methods").split(", ")).contains("GET", "POST", "PATCH", "DELETE");
        assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("content-type,if-match");
        assertThat(header(answer, "Vary")).contains("Origin");
    }

    @Test
    void aPreflightOfAnotherOriginIsAnsweredAsAnyOptions() {
        var answer = server.send("OPTIONS", "/things", null, "Origin", "https://evil.example", "Access-Control-Request-Method", "POST");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, POST, HEAD, OPTIONS");
        assertNothingAllowed(answer);
    }

    @ParameterizedTest
    @CsvSource({"GET, /things", "GET, /nothing", "HEAD, /things", "PUT, /things", "POST, /things", "OPTIONS, /things", "GET, /things?x=1", "GET, /streams"})
    void everyAnswerToAnAllowedOriginCanBeRead(String method, String path) {
        var answer = server.send(method, path, null, "Origin", SHOP);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(SHOP);
        assertThat(answer.headers().allValues("Access-Control-Expose-Headers")).containsExactly("ETag, Location, Retry-After, Idempotency-Replayed");
        assertThat(header(answer, "Vary")).contains("Origin");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void thatABodyIsTooLargeCanBeReadToo() {
        String head = "POST /things HTTP/1.1\r\nHost: localhost\r\nOrigin: " + SHOP + "\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(server.raw(head + "100001\r\n" + "x".repeat(1024 * 1024 + 1) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413").containsOnlyOnce("Access-Control-Allow-Origin: " + SHOP);
    }

    @Test
    void anotherOriginLearnsOnlyThatOriginsMatter() {
        var answer = server.get("/things", "Origin", "https://evil.example");
        assertThat(header(answer, "Vary")).contains("Origin");
        assertNothingAllowed(answer);
        assertThat(header(server.get("/things"), "Vary")).contains("Origin");
    }

    @Test
    void withoutOriginsThereIsNoSuchHeader() {
        try (var closed = new TestServer(things())) {
            var answer = closed.get("/things", "Origin", SHOP);
            assertNothingAllowed(answer);
            assertThat(answer.headers().firstValue("Vary").orElse("")).doesNotContain("Origin");
        }
    }

    private static void assertNothingAllowed(HttpResponse<String> answer) {
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.toLowerCase().startsWith("access-control-"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
