package dev.martlet.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.testing.ModuleHarness;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The module alone: events of orders go in, and clients read the points. */
class LoyaltyRoutesTest {
    private static ModuleHarness module;

    private final UUID ada = UUID.randomUUID();
    private final UUID order = UUID.randomUUID();

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new LoyaltyModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void aCustomerWithoutEntriesHasNoPoints() {
        assertThat(module.http().get("/loyalty/" + ada).expect(200).body())
                .isEqualTo("{\"customerId\":\"" + ada + "\",\"points\":0,\"entries\":[]}");
    }

    @Test
    void anInvalidIdIsRefused() {
        assertThat(module.http().get("/loyalty/ada").expect(400).code()).isEqualTo("invalid-id");
    }

    @Test
    void aConfirmedOrderEarnsPoints() {
        var at = Instant.parse("2026-05-04T03:02:01.123456Z");
        module.deliver(OrderEvents.CONFIRMED, Event.of(OrderEvents.CONFIRMED, order, at, new OrderConfirmed(order, ada, euro(1999))));

        var entry = loyalty().path("entries").path(0);

        assertThat(points()).isEqualTo(19);
        assertThat(entry.propertyNames()).containsExactly("orderId", "points", "reason", "createdAt");
        assertThat(entry.path("orderId").asString()).isEqualTo(order.toString());
        assertThat(entry.path("points").asLong()).isEqualTo(19);
        assertThat(entry.path("reason").asString()).isEqualTo("ORDER_CONFIRMED");
        assertThat(entry.path("createdAt").asString()).isEqualTo(at.toString());
    }

    @Test
    void aRepeatedConfirmationEarnsOnce() {
        confirm(order, 1999);
        confirm(order, 1999);

        assertThat(points()).isEqualTo(19);
        assertThat(entries()).containsExactly(19L);
    }

    @Test
    void aCancelledOrderLosesItsPointsOnce() {
        confirm(UUID.randomUUID(), 500);
        confirm(order, 1999);
        cancel(order, 1999);
        cancel(order, 1999);

        assertThat(points()).isEqualTo(5);
        assertThat(entries()).containsExactly(-19L, 19L, 5L);
        assertThat(loyalty().path("entries").path(0).path("reason").asString()).isEqualTo("ORDER_CANCELLED");
    }

    @Test
    void aConfirmationAfterTheCancellationEarnsNothing() {
        cancel(order, 1999);
        confirm(order, 1999);

        assertThat(points()).isZero();
        assertThat(entries()).isEmpty();
    }

    @Test
    void anOrderTooSmallToEarnAPointHasNoEntry() {
        confirm(order, 99);
        cancel(order, 99);

        assertThat(points()).isZero();
        assertThat(entries()).isEmpty();
    }

    @Test
    void thePointsOfOtherCustomersAreNotCounted() {
        module.deliver(OrderEvents.CONFIRMED, order, new OrderConfirmed(order, UUID.randomUUID(), euro(1999)));

        assertThat(points()).isZero();
    }

    @Test
    void theLatestTwoHundredEntriesAreShownAndAllAreCounted() {
        for (int i = 1; i <= 201; i++) {
            confirm(UUID.randomUUID(), i * 100);
        }

        assertThat(points()).isEqualTo(201 * 202 / 2);
        assertThat(entries()).hasSize(200).startsWith(201L, 200L).endsWith(3L, 2L);
    }

    private void confirm(UUID orderId, long cents) {
        module.deliver(OrderEvents.CONFIRMED, orderId, new OrderConfirmed(orderId, ada, euro(cents)));
    }

    private void cancel(UUID orderId, long cents) {
        module.deliver(OrderEvents.CANCELLED, orderId, new OrderCancelled(orderId, ada, euro(cents)));
    }

    private JsonNode loyalty() {
        return module.http().get("/loyalty/" + ada).expect(200).json();
    }

    private long points() {
        return loyalty().path("points").asLong();
    }

    private List<Long> entries() {
        return loyalty().path("entries").valueStream().map(entry -> entry.path("points").asLong()).toList();
    }

    private static Money euro(long cents) {
        return Money.of(cents, "EUR");
    }
}
