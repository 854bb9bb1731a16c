package dev.martlet.platform.testing;

import dev.martlet.platform.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;

/** A REST client as a user of the API would write it. */
public final class RestClient {
    private static final HttpClient CLIENT = builder().build();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String base;
    private final HttpClient client;

    public RestClient(String base) {
        this(base, CLIENT);
    }

    private RestClient(String base, HttpClient client) {
        this.base = base;
        this.client = client;
    }

    /** The same for an address with TLS, whose certificate this trusts. */
    public RestClient trusting(SSLContext trust) {
        return new RestClient(base, builder().sslContext(trust).build());
    }

    public String base() {
        return base;
    }

    /** @param headers names and values in turn */
    public Response get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    public Response post(String path, String json, String... headers) {
        return send("POST", path, Optional.of(json), headers);
    }

    /** With {@code If-Match}. */
    public Response patch(String path, String json, String tag) {
        return send("PATCH", path, Optional.of(json), "If-Match", tag);
    }

    public Response delete(String path, String... headers) {
        return send("DELETE", path, Optional.empty(), headers);
    }

    /** A body is sent as {@code application/json} unless a header says otherwise. */
    public Response send(String method, String path, Optional<String> body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(LONGEST);
        body.ifPresent(_ -> request.setHeader("Content-Type", "application/json"));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        request.method(method, body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        try {
            return new Response(method, path, client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(method + " " + base + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    /** What came back. */
    public record Response(String method, String path, HttpResponse<String> raw) {
        public int status() {
            return raw.statusCode();
        }

        public String body() {
            return raw.body();
        }

        public JsonNode json() {
            return Json.tolerant().readTree(raw.body());
        }

        /** A text member of the body, such as {@code id}. */
        public String text(String member) {
            return json().path(member).asString();
        }

        /** The {@code code} of a problem. */
        public String code() {
            return text("code");
        }

        public Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        public String tag() {
            return header("ETag").orElseThrow();
        }

        /** @throws AssertionError with the whole answer unless the status is this one */
        public Response expect(int status) {
            if (status() != status) {
                throw new AssertionError(method + " " + path + " answered " + status() + " instead of " + status + ": " + body());
            }
            return this;
        }
    }
}
