package dev.martlet.platform.calls.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.http.server.HttpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a request waits for a module that runs elsewhere and hangs. */
class ReverseProxyDeadlineTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"GET, 5", "HEAD, 5", "OPTIONS, 5", "POST, 3", "PATCH, 3", "DELETE, 3"})
    void aModuleThatHangsIsWaitedForAsLongAsTheRequestMayTake(String method, int seconds) throws Exception {
        try (var client = new RemoteClient(); var back = hanging(); var front = front(client, back.base())) {
            long started = System.nanoTime();
            assertThat(send(front, method).statusCode()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 4));
        }
    }

    private static HttpResponse<byte[]> send(Loopback front, String method) throws Exception {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(front.base().resolve("/birds")).method(method, BodyPublishers.noBody()).build();
            return http.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static Loopback front(RemoteClient client, URI base) {
        var forwarding = new ReverseProxy(client, "birds", base, InternalSecrets.NONE, 10, DEADLINE, new SimpleMeterRegistry());
        return new Loopback(HttpSettings.DEFAULT, (routing, _) -> routing.any("/birds", forwarding));
    }

    /** Reads requests and answers nothing until the client gives up. */
    private static RawServer hanging() {
        return new RawServer((raw, in, _) -> {
            raw.read(in);
            in.read();
        });
    }
}
