package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationType;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents.OrderRejected;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.testing.NoSql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderHandlersTest {
    private static final Money TOTAL = Money.of(1999, "EUR");

    private final InMemoryNotifications notifications = new InMemoryNotifications(new InMemoryRecipients());
    private final OrderHandlers handlers = new OrderHandlers(notifications);
    private final UUID customerId = UUID.randomUUID();
    private final UUID orderId = UUID.randomUUID();

    @Test
    void eachOutcomeOfAnOrderIsRecordedForItsCustomer() {
        handlers.confirmed(NoSql.TX, List.of(Event.of(OrderEvents.CONFIRMED, orderId, Instant.EPOCH, new OrderConfirmed(orderId, customerId, TOTAL))));
        handlers.cancelled(NoSql.TX, List.of(Event.of(OrderEvents.CANCELLED, orderId, Instant.EPOCH, new OrderCancelled(orderId, customerId, TOTAL))));
        handlers.rejected(
                NoSql.TX, List.of(Event.of(OrderEvents.REJECTED, orderId, Instant.EPOCH, new OrderRejected(orderId, customerId, "payment-declined"))));

        assertThat(notifications.all()).extracting(Notification::type)
                .containsExactly(NotificationType.ORDER_CONFIRMED, NotificationType.ORDER_CANCELLED, NotificationType.ORDER_REJECTED);
        assertThat(notifications.all()).allSatisfy(recorded -> {
            assertThat(recorded.customerId()).isEqualTo(customerId);
            assertThat(recorded.orderId()).isEqualTo(Optional.of(orderId));
        });
    }

    @Test
    void anEventThatIsHandledTwiceIsRecordedOnce() {
        var event = Event.of(OrderEvents.CONFIRMED, orderId, Instant.EPOCH, new OrderConfirmed(orderId, customerId, TOTAL));

        handlers.confirmed(NoSql.TX, List.of(event));
        handlers.confirmed(NoSql.TX, List.of(event));

        assertThat(notifications.all()).hasSize(1);
    }
}
