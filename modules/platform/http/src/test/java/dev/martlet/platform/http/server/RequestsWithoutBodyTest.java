package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Access;
import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.Response;
import io.helidon.common.testing.http.junit5.SocketHttpClient;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route that takes no body does with one: it could mean something that the route does not do. */
@ServerTest
class RequestsWithoutBodyTest {
    private static final AtomicInteger DONE = new AtomicInteger();
    private final SocketHttpClient socket;
    private final Http1Client client;

    RequestsWithoutBodyTest(SocketHttpClient socket, Http1Client client) {
        this.socket = socket;
        this.client = client;
    }

    @SetUpServer
    static void configure(WebServerConfig.Builder server) {
        var listeners = new HttpListeners(HttpSettings.DEFAULT, new SimpleMeterRegistry());
        listeners.configure(server, routing -> listeners.register(routing, List.of(
                Resource.at("/things/{id}").get(Access.anyone(), _ -> done()).delete(Access.anyone(), _ -> done()),
                Resource.at("/things/{id}/actions").action(Access.anyone(), _ -> done()),
                Resource.at("/things/{id}/silent-actions").silentAction(Access.anyone(), _ -> Response.noContent()),
                Resource.at("/streams").stream(Access.anyone(), "text/event-stream", _ -> out -> DONE.incrementAndGet()))));
    }

    private static Response done() {
        DONE.incrementAndGet();
        return Response.noContent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /things/1", "DELETE /things/1", "POST /things/1/actions", "POST /things/1/silent-actions", "GET /streams", "OPTIONS /streams"})
    void aBodyIsRefusedBeforeAnythingIsDone(String route) {
        int before = DONE.get();
        assertRefused(route, "application/json", "{\"items\": []}", 400, "invalid-request");
        assertRefused(route, "application/json", "[]", 400, "invalid-request");
        assertRefused(route, "application/json", "x", 400, "invalid-json");
        assertRefused(route, "application/x-www-form-urlencoded", "a=b", 415, "unsupported-media-type");
        assertRefused(route, "text/plain", "{}", 415, "unsupported-media-type");
        assertRefused(route, "application/json", "x".repeat(900_000), 400, "invalid-json");
        assertRefused(route, "application/json", " ".repeat(1024 * 1024 + 1), 413, "content-too-large");
        assertThat(DONE.get()).isEqualTo(before);
    }

    @Test
    void headIsRefusedLikeGet() throws IOException {
        socket.requestRaw(request("HEAD /things/1", "application/json", "{\"a\": 1}"));
        assertThat(socket.socketReader().readLine()).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "application/json | {}", "application/json | ' { } '", "application/x-www-form-urlencoded | ''", "application/json | ''"})
    void noneAndAnEmptyObjectAreTaken(String type, String body) {
        var routes = List.of("GET /things/1", "DELETE /things/1", "POST /things/1/actions", "POST /things/1/silent-actions", "OPTIONS /things/1");
        for (String route : routes) {
            assertThat(send(request(route, type, body))).as(route).startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void anEmptyChunkedBodyAndAnEmptyObjectWithoutATypeAreTaken() {
        String head = "POST /things/1/actions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        assertThat(send(head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")).startsWith("HTTP/1.1 204");
        assertThat(send(head + "Content-Length: 2\r\n\r\n{}")).startsWith("HTTP/1.1 204");
        assertThat(send(head + "Content-Length: 1\r\n\r\nx")).startsWith("HTTP/1.1 415");
        assertThat(send(head + "\r\n")).startsWith("HTTP/1.1 204");
    }

    @Test
    void aResponseWithoutContentIsSentForAnyAccept() {
        assertThat(status(Method.DELETE, "/things/1", "text/html")).isEqualTo(204);
        assertThat(status(Method.POST, "/things/1/silent-actions", "image/png")).isEqualTo(204);
        assertThat(status(Method.POST, "/things/1/actions", "image/png")).isEqualTo(406);
    }

    private int status(Method method, String path, String accepted) {
        try (var response = client.method(method).path(path).header(HeaderNames.ACCEPT, accepted).request()) {
            return response.status().code();
        }
    }

    /** On a connection of its own. */
    private String send(String request) {
        socket.disconnect();
        socket.requestRaw(request);
        return socket.receive();
    }

    private void assertRefused(String route, String type, String body, int status, String code) {
        assertThat(send(request(route, type, body))).as(route).startsWith("HTTP/1.1 " + status).contains("\"code\":\"" + code + "\"");
    }

    private static String request(String route, String type, String body) {
        return "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(route, type, body.length(), body);
    }
}
