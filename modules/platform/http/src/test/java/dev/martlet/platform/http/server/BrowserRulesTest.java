package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another site can make a browser send. */
class BrowserRulesTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        var access = new WebAccess(
                true,
                Set.of(HostPort.parse("shop.example").orElseThrow(), HostPort.parse("Api.Example:8443").orElseThrow()),
                Set.of(WebOrigin.parse("https://app.example").orElseThrow()));
        server = new TestServer(access, Resource.at("/things")
                .get(Access.anyone(), _ -> Response.noContent())
                .action(Access.anyone(), _ -> Response.noContent()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "localhost", "LOCALHOST:80", "localhost.", "orders.localhost:8081", "127.0.0.1", "127.255.0.9:1", "[::1]", "[::1]:8080",
        "[0:0:0:0:0:0:0:1]:80", "shop.example", "shop.example:8080", "api.example:8443"})
    void aLoopbackHostAndAConfiguredOneAreServed(String host) {
        assertThat(get(host)).startsWith("HTTP/1.1 204");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil-localhost", "128.0.0.1", "127.0.0.256", "10.0.0.1:8080", "[::2]", "[fe80::1]",
        "shop.example.evil", "api.example", "api.example:8080", "martlet", "a.shop.example", "[::ffff:10.0.0.1]"})
    void anyOtherHostIsMisdirected(String host) {
        assertThat(get(host)).startsWith("HTTP/1.1 421").contains("host-not-allowed", "application/problem+json");
    }

    /** RFC 9112, section 3.2.2. */
    @ParameterizedTest
    @CsvSource({"http://evil.example/things, localhost, 421", "HTTPS://evil.example:80/things, localhost, 421", "http://localhost:80/things, evil.example, 204",
        "http://[::1]:80/things?, evil.example, 204", "HTTP://Shop.Example/things, localhost, 204"})
    void theHostOfAnAbsoluteAddressCountsInPlaceOfTheHeader(String target, String host, int status) {
        for (String version : List.of("1.1", "1.0")) {
            assertThat(server.raw("GET " + target + " HTTP/" + version + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void whereEveryHostIsServedNoneIsMisdirected() {
        try (var open = new TestServer(Resource.at("/things").get(Access.anyone(), _ -> Response.noContent()))) {
            assertThat(open.raw("GET /things HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 204");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, http://localhost:8080", "localhost:8080, HTTP://LOCALHOST:8080",
        "shop.example, https://shop.example", "shop.example, http://shop.example",
        "shop.example:443, https://shop.example", "shop.example, https://shop.example:8443", "[::1]:8080, http://[::1]:8080",
        "localhost:8080, https://app.example", "localhost:8080, https://app.example:443"})
    void aChangeFromAPageOfTheSameHostOrAnAllowedOneIsDone(String host, String origin) {
        assertThat(post(host, "Origin: " + origin)).startsWith("HTTP/1.1 204");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, null", "localhost:8080, http://evil.example", "localhost:8080, http://localhost:3000", "localhost:8080, http://localhost",
        "localhost:8080, http://127.0.0.1:8080", "localhost:8080, http://localhost:8080.evil.example", "localhost:8080, http://evil.example/localhost:8080",
        "localhost:8080, http://evil@localhost:8080", "localhost:8080, localhost:8080", "localhost:8080, ''", "localhost:8080, http://app.example",
        "localhost:8080, https://app.example:8443", "localhost:8080, chrome-extension://localhost:8080", "shop.example:80, https://shop.example"})
    void aChangeFromAPageOfAnotherOriginIsRefused(String host, String origin) {
        for (String method : List.of("POST", "DELETE", "PATCH", "PUT", "BREW")) {
            assertThat(send(method, host, "Origin: " + origin)).startsWith("HTTP/1.1 403").contains("origin-not-allowed");
        }
    }

    @Test
    void aChangeWithoutAnOriginIsDoneAndAReadOfAnyOrigin() {
        assertThat(post("localhost", "Accept: */*")).startsWith("HTTP/1.1 204");
        assertThat(send("GET", "localhost", "Origin: http://evil.example")).startsWith("HTTP/1.1 204");
        assertThat(send("HEAD", "localhost", "Origin: null")).startsWith("HTTP/1.1 204");
        assertThat(send("OPTIONS", "localhost", "Origin: null")).startsWith("HTTP/1.1 204");
        assertThat(post("localhost", "Origin: http://localhost\r\nOrigin: http://evil.example")).startsWith("HTTP/1.1 403");
    }

    private static String get(String host) {
        return send("GET", host, "Accept: */*");
    }

    private static String post(String host, String header) {
        return send("POST", host, header);
    }

    private static String send(String method, String host, String header) {
        return server.raw("%s /things HTTP/1.1\r\nHost: %s\r\n%s\r\nConnection: close\r\n\r\n".formatted(method, host, header));
    }
}
