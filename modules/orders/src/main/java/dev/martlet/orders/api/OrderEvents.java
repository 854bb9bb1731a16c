package dev.martlet.orders.api;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.EventType;
import java.util.UUID;

/** The events that orders publishes; their key is the order's id. */
public final class OrderEvents {
    public static final EventType<OrderConfirmed> CONFIRMED = new EventType<>("orders", "OrderConfirmed", OrderConfirmed.class);
    public static final EventType<OrderRejected> REJECTED = new EventType<>("orders", "OrderRejected", OrderRejected.class);
    public static final EventType<OrderCancelled> CANCELLED = new EventType<>("orders", "OrderCancelled", OrderCancelled.class);

    private OrderEvents() {}

    /** Stock and money are taken. */
    public record OrderConfirmed(UUID orderId, UUID customerId, Money total) {}

    /** @param reason a problem code, such as {@code payment-declined} */
    public record OrderRejected(UUID orderId, UUID customerId, String reason) {}

    /**
     * An order was undone, confirmed before or not: money and stock are given back.
     *
     * @param total 0 EUR if it was cancelled before it was priced
     */
    public record OrderCancelled(UUID orderId, UUID customerId, Money total) {}
}
