package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP itself asks for, on every resource of the OpenAPI document. */
@ExtendWith(OneShop.class)
class HttpRulesTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final int MIB = 1024 * 1024;

    private final Shop shop;

    HttpRulesTest(Shop shop) {
        this.shop = shop;
    }

    @Test
    void aMethodThatAResourceLacksIsRefusedWithThoseThatItHas() {
        paths().forEach(path -> METHODS.stream().filter(method -> !methods(path).contains(method)).forEach(method -> {
            Response refused = shop.http().send(method, concrete(path), method.startsWith("P") ? Optional.of("{}") : Optional.empty()).expect(405);
            assertThat(refused.code()).isEqualTo("method-not-allowed");
            assertThat(allowed(refused)).as(path).containsAll(methods(path)).doesNotContain(method);
        }));
    }

    @Test
    void optionsTellsTheMethods() {
        paths().forEach(path -> {
            Response answer = shop.http().send("OPTIONS", concrete(path), Optional.empty()).expect(204);
            assertThat(allowed(answer)).containsAll(methods(path));
        });
    }

    @Test
    void aMediaTypeThatAResourceLacksIsNotAcceptable() {
        paths().filter(path -> methods(path).contains("GET")).forEach(path ->
                assertThat(shop.http().get(concrete(path), "Accept", "text/html, image/png;q=0.5").expect(406).code()).isEqualTo("not-acceptable"));
        shop.http().get("/products", "Accept", "text/html, */*;q=0.1").expect(200);
        shop.http().get("/products", "Accept", "application/json;q=0, */*").expect(406);
    }

    @Test
    void aBodyOfAnotherMediaTypeIsRefused() {
        paths().forEach(path -> Stream.of("POST", "PATCH").filter(method -> takesABody(path, method)).forEach(method -> {
            for (String type : List.of("text/plain", "application/xml", "application/json; charset=utf-16", "application/x-www-form-urlencoded")) {
                Response refused = shop.http().send(method, concrete(path), Optional.of("{}"), "Content-Type", type, "If-Match", "\"x\"").expect(415);
                assertThat(refused.code()).isEqualTo("unsupported-media-type");
            }
        }));
    }

    @Test
    void aRouteThatTakesNoBodyRefusesOne() {
        paths().forEach(path -> methods(path).stream().filter(method -> !takesABody(path, method)).forEach(method -> {
            assertThat(raw(method, path, "application/json", "{\"items\": []}")).as(path).startsWith("HTTP/1.1 400").contains("invalid-request");
            assertThat(raw(method, path, "application/json", "x")).as(path).startsWith("HTTP/1.1 400").contains("invalid-json");
            assertThat(raw(method, path, "application/x-www-form-urlencoded", "a=b")).as(path).startsWith("HTTP/1.1 415");
            assertThat(raw(method, path, "application/json", "x".repeat(MIB + 1))).as(path).startsWith("HTTP/1.1 413");
            assertThat(raw(method, path, "application/json", "{}")).as(path).matches("(?s)HTTP/1.1 (200|204|404) .*");
            assertThat(raw(method, path, "application/x-www-form-urlencoded", "")).as(path).matches("(?s)HTTP/1.1 (200|204|404) .*");
        }));
    }

    @Test
    void aChangeFromAPageOfAnotherOriginIsRefused() {
        paths().forEach(path -> methods(path).stream().filter(method -> !method.equals("GET")).forEach(method -> {
            assertThat(raw(method, path, "text/plain", "", "Origin: http://evil.example")).as(path).startsWith("HTTP/1.1 403").contains("origin-not-allowed");
            assertThat(raw(method, path, "text/plain", "", "Origin: null")).as(path).startsWith("HTTP/1.1 403").contains("origin-not-allowed");
            assertThat(raw(method, path, "text/plain", "", "Origin: http://localhost")).as(path).doesNotStartWith("HTTP/1.1 403");
        }));
    }

    @Test
    void anIdThatIsNoneIsRefusedAndOneOfNothingIsNotFound() {
        paths().filter(path -> path.contains("{") && methods(path).contains("GET")).forEach(path -> {
            assertThat(shop.http().get(path.replaceAll("\\{[^}]+}", "1")).expect(400).code()).as(path).isEqualTo("invalid-id");
            // Any other id is that of another module's resource, for which there may be nothing yet.
            if (path.contains("{id}")) {
                assertThat(shop.http().get(concrete(path)).expect(404).code()).as(path).isEqualTo("not-found");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/birds", "/customers/", "/orders/x/y/z", "/internal/customers/checkCustomer", "/health/ready", "/metrics", "/%00", "/..%2f"})
    void nothingElseIsThere(String path) {
        var raw = shop.raw();
        assertThat(raw.send("GET", path, new byte[0]).split("\r\n")[0]).matches("HTTP/1.1 40[04] .*");
    }

    @Test
    void aBodyOverOneMebibyteIsTooLarge() {
        byte[] body = body(MIB + 1);
        var raw = shop.raw();
        assertThat(raw.send("POST", "/customers", body)).startsWith("HTTP/1.1 413").contains("content-too-large");
        assertThat(raw.exchange(chunked("POST", "/customers", body))).startsWith("HTTP/1.1 413").contains("content-too-large");
        assertThat(raw.exchange(chunked("PATCH", "/customers/" + UUID.randomUUID(), body))).startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyOfOneMebibyteIsRead() {
        byte[] body = body(MIB);
        var raw = shop.raw();
        assertThat(raw.send("POST", "/customers", body)).startsWith("HTTP/1.1 400").contains("invalid-");
        assertThat(raw.exchange(chunked("POST", "/customers", body))).startsWith("HTTP/1.1 400").contains("invalid-");
    }

    @Test
    void aChunkedBodyIsABody() {
        byte[] body = ("{\"email\": \"" + UUID.randomUUID() + "@example.org\", \"name\": \"Ada\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(shop.raw().exchange(chunked("POST", "/customers", body))).startsWith("HTTP/1.1 201");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /products HTTP/1.1\r\nHost: x\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} GET /products HTTP/1.1\r\nHost: x\r\n\r\n",
        "Content-Length: +2\r\n\r\n{}GET /products HTTP/1.1\r\nHost: x\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /products HTTP/1.1\r\nHost: x\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\nGET /products HTTP/1.1\r\nHost: x\r\n\r\n"})
    void aBodyThatIsNotFramedClearlyEndsTheConnection(String rest) {
        String request = "POST /customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + rest;
        String answer = shop.raw().exchange(request.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.split("HTTP/1.1 ")).as("one answer only").hasSize(2);
    }

    private Stream<String> paths() {
        return shop.http().contract().document().path("paths").propertyNames().stream();
    }

    private List<String> methods(String path) {
        return shop.http().contract().document().path("paths").path(path).propertyNames().stream().map(method -> method.toUpperCase(Locale.ROOT)).toList();
    }

    private boolean takesABody(String path, String method) {
        return shop.http().contract().document().path("paths").path(path).path(method.toLowerCase(Locale.ROOT)).has("requestBody");
    }

    private String raw(String method, String path, String type, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: " + type;
        return shop.raw().send(method, concrete(path), body.getBytes(StandardCharsets.UTF_8), all);
    }

    private static String concrete(String path) {
        return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    private static TreeSet<String> allowed(Response response) {
        return new TreeSet<>(Arrays.asList(response.header("Allow").orElseThrow().split(", ")));
    }

    private static byte[] body(int size) {
        String begin = "{\"email\": \"a@example.org\", \"name\": \"";
        return (begin + "x".repeat(size - begin.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] chunked(String method, String path, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-Match: *\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"));
        for (int begin = 0; begin < body.length; begin += 50_000) {
            byte[] chunk = Arrays.copyOfRange(body, begin, Math.min(body.length, begin + 50_000));
            bytes.writeBytes(ascii(Integer.toHexString(chunk.length) + "\r\n"));
            bytes.writeBytes(chunk);
            bytes.writeBytes(ascii("\r\n"));
        }
        bytes.writeBytes(ascii("0\r\n\r\n"));
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
