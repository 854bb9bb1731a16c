package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneShop.class)
class StatusStreamTest {
    private final Shop shop;

    StatusStreamTest(Shop shop) {
        this.shop = shop;
    }

    @Test
    void aFinalOrderHasOneEventAndTheStreamEnds() {
        String order = shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_visa").expect(201).text("id");
        Response stream = shop.http().get("/orders/" + order + "/events", "Accept", "text/event-stream").expect(200);
        assertThat(stream.header("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(ids(stream)).containsExactly("CONFIRMED");
    }

    @Test
    @Tag(Suite.LOST_ANSWER)
    void aPendingOrderIsFollowedToItsEnd() {
        Response placed = shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_timeout").expect(202);
        Response stream = shop.http().get("/orders/" + placed.text("id") + "/events").expect(200);
        assertThat(ids(stream)).containsExactly("PENDING", "CONFIRMED");
        await().untilAsserted(() -> assertThat(shop.order(placed.text("id")).text("status")).isEqualTo("CONFIRMED"));
    }

    @Test
    void anUnknownOrderHasNoStream() {
        assertThat(shop.http().get("/orders/" + UUID.randomUUID() + "/events").expect(404).code()).isEqualTo("not-found");
    }

    private static List<String> ids(Response stream) {
        return stream.body().lines().filter(line -> line.startsWith("id: ")).map(line -> line.substring(4)).toList();
    }
}
