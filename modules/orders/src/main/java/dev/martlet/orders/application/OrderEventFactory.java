package dev.martlet.orders.application;

import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.domain.Order;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;

/** Makes the event that a final order publishes. */
final class OrderEventFactory {
    /** The total of an order that was cancelled before it was priced: the event requires an amount. */
    private static final Money UNPRICED = Money.zero("EUR");

    private OrderEventFactory() {}

    static Event<?> eventOf(Order order) {
        return switch (order.status()) {
            case CONFIRMED -> Event.of(OrderEvents.CONFIRMED, order.id(), order.updatedAt(),
                    new OrderEvents.OrderConfirmed(order.id(), order.customerId(), order.total().orElseThrow()));
            case REJECTED -> Event.of(OrderEvents.REJECTED, order.id(), order.updatedAt(),
                    new OrderEvents.OrderRejected(order.id(), order.customerId(), order.rejection().orElseThrow().reason().code()));
            case CANCELLED -> Event.of(OrderEvents.CANCELLED, order.id(), order.updatedAt(),
                    new OrderEvents.OrderCancelled(order.id(), order.customerId(), order.total().orElse(UNPRICED)));
            case PENDING, REJECTING, CANCELLING -> throw new IllegalArgumentException(order.status() + " is not final");
        };
    }
}
