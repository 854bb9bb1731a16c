package dev.martlet.bootstrap.console;

import dev.martlet.platform.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The live map, as a page reads it. */
final class EventStream implements AutoCloseable {
    private static final String DATA = "data: ";

    private final HttpClient client = HttpClient.newHttpClient();
    private final BufferedReader lines;

    /** @param management base URL of a management port */
    EventStream(String management) {
        var request = HttpRequest.newBuilder(URI.create(management + "/console/live")).timeout(Duration.ofSeconds(10)).build();
        try {
            InputStream body = client.send(request, BodyHandlers.ofInputStream()).body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits for the next event, which comes every two seconds. */
    JsonNode next() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    return Json.tolerant().readTree(line.substring(DATA.length()));
                }
            }
            throw new AssertionError("the stream ended");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
