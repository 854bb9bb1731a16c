package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import java.time.Clock;
import java.util.UUID;

/**
 * Cancels an order that is confirmed or still being placed: gives money and stock back, and leaves marks that refuse a charge or reservation that comes
 * later. Repeating it, or two at once, cancels once.
 */
public final class CancelOrder {
    private final OrderProcessor attempts;
    private final StatusListener listener;
    private final SagaLimits limits;
    private final Clock clock;

    public CancelOrder(OrderProcessor attempts, StatusListener listener, SagaLimits limits, Clock clock) {
        this.attempts = attempts;
        this.listener = listener;
        this.limits = limits;
        this.clock = clock;
    }

    public Cancellation cancel(Orders orders, UUID id) {
        return orders.find(id).map(order -> cancel(orders, order)).orElseGet(Cancellation.Unknown::new);
    }

    private Cancellation cancel(Orders orders, Order order) {
        return switch (order.status()) {
            case PENDING, CONFIRMED -> begin(orders, order);
            case CANCELLING -> goOn(orders, order);
            case CANCELLED -> new Cancellation.Cancelled(order);
            case REJECTING -> new Cancellation.Unfinished(order);
            case REJECTED -> new Cancellation.NotCancellable(order);
        };
    }

    private Cancellation begin(Orders orders, Order order) {
        return new OrderTransitions(orders, listener, limits, clock).beginCancellation(order)
                .map(cancelling -> goOn(orders, cancelling))
                .orElseGet(() -> cancel(orders, order.id()));
    }

    private Cancellation goOn(Orders orders, Order order) {
        var now = attempts.run(orders, order);
        return now.status().isFinal() ? new Cancellation.Cancelled(now) : new Cancellation.Unfinished(now);
    }
}
