package dev.martlet.loyalty.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.loyalty.domain.EntryReason;
import dev.martlet.loyalty.domain.PointEntry;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.testing.NoSql;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderHandlersTest {
    private static final Money TOTAL = Money.of(1999, "EUR");
    private static final Instant CONFIRMED_AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant CANCELLED_AT = CONFIRMED_AT.plusSeconds(60);

    private final InMemoryPointEntries entries = new InMemoryPointEntries();
    private final OrderHandlers handlers = new OrderHandlers(entries);
    private final UUID customerId = UUID.randomUUID();
    private final UUID orderId = UUID.randomUUID();
    private final PointEntry earned = new PointEntry(orderId, 19, EntryReason.ORDER_CONFIRMED, CONFIRMED_AT);
    private final PointEntry revoked = new PointEntry(orderId, -19, EntryReason.ORDER_CANCELLED, CANCELLED_AT);

    @Test
    void aConfirmedOrderEarnsAPointForEachWholeMajorUnit() {
        confirm();

        assertThat(entries.of(customerId)).containsExactly(earned);
    }

    @Test
    void aCancelledOrderLosesThePointsThatItEarned() {
        confirm();
        cancel();

        assertThat(entries.of(customerId)).containsExactly(earned, revoked);
    }

    @Test
    void anOrderThatWasCancelledFirstEarnsNothing() {
        cancel();
        confirm();

        assertThat(entries.of(customerId)).extracting(PointEntry::points).containsExactly(0L);
    }

    @Test
    void repeatedEventsHaveNoFurtherEffect() {
        confirm();
        confirm();
        cancel();
        cancel();
        confirm();

        assertThat(entries.of(customerId)).containsExactly(earned, revoked);
    }

    private void confirm() {
        handlers.confirmed(NoSql.TX, List.of(Event.of(OrderEvents.CONFIRMED, orderId, CONFIRMED_AT, new OrderConfirmed(orderId, customerId, TOTAL))));
    }

    private void cancel() {
        handlers.cancelled(NoSql.TX, List.of(Event.of(OrderEvents.CANCELLED, orderId, CANCELLED_AT, new OrderCancelled(orderId, customerId, TOTAL))));
    }
}
