package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An event that a subscriber cannot handle, from its failure to an operator's decision. */
class DeadEventsTest {
    private Shop shop;
    private String customer;
    private String product;

    @BeforeEach
    void breakLoyalty() {
        shop = Shop.open(Map.of("events.retry.attempts", "2", "events.retry.initial.delay", "10ms"));
        customer = shop.customer(0);
        product = shop.product(1000, 100);
        shop.asModule("loyalty", "alter table point_entries rename to lost");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void itIsParkedShownRetriedOrDroppedWhileOthersGoOn() {
        String first = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
        String other = shop.orderByCard(customer, product, 2, "tok_visa").expect(201).text("id");
        await().untilAsserted(() -> assertThat(dead()).hasSize(2));
        JsonNode letter = letterOf(first);
        assertThat(letter.path("module").asString()).isEqualTo("loyalty");
        assertThat(letter.path("type").asString()).isEqualTo("OrderConfirmed");
        assertThat(letter.path("lastError").asString()).contains("point_entries");
        assertThat(shop.management().get("/metrics").body()).containsPattern("martlet_events_dead\\{module=\"loyalty\"} ");
        await().untilAsserted(() -> assertThat(mails()).isEqualTo(3));

        shop.management().send("POST", "/events/dead/" + letter.path("id").asString() + "/retry", Optional.empty()).expect(204);
        await().untilAsserted(() -> assertThat(dead()).as("dead again, since nothing was mended").hasSize(2));

        shop.asModule("loyalty", "alter table lost rename to point_entries");
        shop.management().delete("/events/dead/" + letterOf(other).path("id").asString()).expect(204);
        String retry = "/events/dead/" + letterOf(first).path("id").asString() + "/retry";
        String key = UUID.randomUUID().toString();
        assertThat(shop.management().send("POST", retry, Optional.empty(), "Idempotency-Key", key).expect(204).header("Idempotency-Replayed")).isEmpty();
        Response again = shop.management().send("POST", retry, Optional.of("{}"), "Idempotency-Key", key).expect(204);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        shop.management().send("POST", retry, Optional.empty(), "Idempotency-Key", "").expect(400);
        await().untilAsserted(() -> assertThat(shop.points(customer)).isEqualTo(10));
        assertThat(dead()).isEmpty();
    }

    private JsonNode dead() {
        return shop.management().get("/events/dead").expect(200).json().path("items");
    }

    private JsonNode letterOf(String order) {
        return dead().valueStream().filter(letter -> letter.path("key").asString().equals(order)).findFirst().orElseThrow();
    }

    private int mails() {
        return shop.http().get("/notifications?customerId=" + customer).json().path("items").size();
    }
}
