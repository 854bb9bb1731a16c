package dev.martlet.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The stream of an order's status changes. */
class StatusRoutesTest {
    @RegisterExtension
    static final OrdersProcess shop = new OrdersProcess();

    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aFinalOrderHasOneEventAndTheStreamEnds() throws Exception {
        var id = shop.place(1).text("id");

        var response = client.send(request(shop.http().base(), id), HttpResponse.BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        var lines = response.body().lines().toList();
        assertThat(lines.subList(0, 2)).containsExactly("event: status", "id: CONFIRMED");
        var data = Json.strict().readTree(lines.get(2).substring("data: ".length()));
        assertThat(data.path("orderId").asString()).isEqualTo(id);
        assertThat(data.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(data.has("occurredAt")).isTrue();
    }

    @Test
    void changesAreStreamedUntilTheOrderIsFinal() throws Exception {
        var id = pending();
        var end = watch(shop.http().base(), id);
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("PENDING");

        shop.payments.unanswered = 0;

        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("CONFIRMED");
        end.get(5, TimeUnit.SECONDS);
        assertThat(seen).isEmpty();
    }

    @Test
    void changesOfAnotherProcessAreStreamed() throws Exception {
        var id = shop.place(1).text("id");
        shop.payments.unanswered = Integer.MAX_VALUE;
        shop.http().post("/orders/" + id + "/cancel", "").expect(202);
        try (var other = shop.start()) {
            var end = watch(other.http().base(), id);
            assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("CANCELLING");

            shop.payments.unanswered = 0;
            shop.http().post("/orders/" + id + "/cancel", "").expect(200);

            assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo("CANCELLED");
            end.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClientWithTheFinalStatusGetsNoContent() throws Exception {
        var id = shop.place(1).expect(201).text("id");

        assertThat(reconnected(id, "CONFIRMED").statusCode()).isEqualTo(204);
        assertThat(reconnected(id, "PENDING").statusCode()).isEqualTo(200);
        assertThat(reconnected(id, "nonsense").body()).contains("id: CONFIRMED");

        shop.http().post("/orders/" + id + "/cancel", "").expect(200);
        assertThat(reconnected(id, "CONFIRMED").body()).contains("id: CANCELLED");
        assertThat(reconnected(id, "CANCELLED").statusCode()).isEqualTo(204);
        assertThat(reconnected(id, "CANCELLED").body()).isEmpty();
    }

    private HttpResponse<String> reconnected(String id, String lastEventId) throws Exception {
        var request = HttpRequest.newBuilder(request(shop.http().base(), id), (_, _) -> true).header("Last-Event-ID", lastEventId).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String pending() {
        shop.payments.unanswered = Integer.MAX_VALUE;
        return shop.place(1).expect(202).text("id");
    }

    private CompletableFuture<Void> watch(String base, String id) {
        return client.sendAsync(request(base, id), HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(response -> response.body().filter(line -> line.startsWith("id: ")).forEach(line -> seen.add(line.substring(4))));
    }

    private static HttpRequest request(String base, String id) {
        return HttpRequest.newBuilder(URI.create(base + "/orders/" + id + "/events"))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(30))
                .build();
    }
}
