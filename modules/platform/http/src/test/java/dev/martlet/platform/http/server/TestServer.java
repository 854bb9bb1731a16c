package dev.martlet.platform.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.Resource;
import dev.martlet.platform.http.limits.RateLimitSettings;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server with some resources on a free port, and ways to talk to it. */
public final class TestServer implements AutoCloseable {
    public static final Duration LONGEST_STOP = Duration.ofSeconds(15);
    public static final JsonMapper JSON = JsonMapper.shared();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpListeners listeners;
    private final WebServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public TestServer(HttpSettings settings, Resource... resources) {
        this(settings, WebAccess.DEFAULT, Authenticator.NONE, RateLimitSettings.DEFAULT, resources);
    }

    public TestServer(WebAccess access, Resource... resources) {
        this(HttpSettings.DEFAULT, access, Authenticator.NONE, RateLimitSettings.DEFAULT, resources);
    }

    public TestServer(Authenticator authenticator, Resource... resources) {
        this(HttpSettings.DEFAULT, WebAccess.DEFAULT, authenticator, RateLimitSettings.DEFAULT, resources);
    }

    TestServer(Authenticator authenticator, RateLimitSettings limits, Resource... resources) {
        this(HttpSettings.DEFAULT, WebAccess.DEFAULT, authenticator, limits, resources);
    }

    private TestServer(HttpSettings settings, WebAccess access, Authenticator authenticator, RateLimitSettings limits, Resource... resources) {
        listeners = new HttpListeners(settings, access, authenticator, limits, meters);
        var config = WebServer.builder().host("127.0.0.1").port(0).shutdownGracePeriod(LONGEST_STOP);
        listeners.configure(config, routing -> listeners.register(routing, List.of(resources)));
        server = config.build().start();
    }

    public TestServer(Resource... resources) {
        this(HttpSettings.DEFAULT, resources);
    }

    /** As a process does that receives SIGTERM. */
    public void stop() {
        listeners.beginShutdown();
        server.stop();
    }

    public int port() {
        return server.port();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return sendBytes(method, path, publisher, headers);
    }

    HttpResponse<String> sendBytes(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, (String) null, headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, body, all);
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Server")).isEmpty();
        JsonNode problem = json(response);
        assertThat(problem.path("type").stringValue()).isEqualTo("https://martlet.dev/problems/" + code);
        assertThat(problem.path("code").stringValue()).isEqualTo(code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").stringValue()).isNotBlank();
        assertThat(problem.path("detail").stringValue()).isNotBlank();
        assertThat(problem.path("instance").stringValue()).startsWith("urn:uuid:");
        assertThat(response.body()).doesNotContain("dev.martlet", "java.", "jackson", "select ");
    }

    /** Sends bytes as they are and reads until the server closes, or for two seconds. */
    public String raw(String request) {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            try {
                for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                    answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
                return answer + "[closed]";
            } catch (IOException open) {
                return answer + "[" + open.getMessage() + "]";
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        stop();
        client.shutdownNow();
    }
}
