package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.Rejection;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Stores an order's changes of status, with the event that a final status publishes, and notifies the listener of each. */
public final class OrderTransitions {
    private final Orders orders;
    private final StatusListener listener;
    private final SagaLimits limits;
    private final Clock clock;

    public OrderTransitions(Orders orders, StatusListener listener, SagaLimits limits, Clock clock) {
        this.orders = orders;
        this.listener = listener;
        this.limits = limits;
        this.clock = clock;
    }

    Order find(UUID id) {
        return orders.find(id).orElseThrow();
    }

    boolean isExpired(Order order) {
        return order.createdAt().plus(limits.expiry()).isBefore(clock.instant());
    }

    /** @return the order as REJECTING; empty if another run has changed its status */
    Optional<Order> beginRejection(Order order, Rejection why) {
        return begin(order, order.rejecting(why, clock.instant()));
    }

    /** @return the order as CANCELLING; empty if another run has changed its status */
    Optional<Order> beginCancellation(Order order) {
        return begin(order, order.cancelling(clock.instant()));
    }

    /** Stores the final status that follows the order's status: CONFIRMED, REJECTED or CANCELLED. */
    Next finish(Order order, ResponseFactory responses) {
        var end = end(order);
        if (!orders.finish(order.status(), end, OrderEventFactory.eventOf(end), responses.responseTo(end))) {
            return new Next.Superseded(order);
        }
        listener.changed(end);
        return new Next.Continue(end);
    }

    private Order end(Order order) {
        return switch (order.status()) {
            case PENDING -> order.confirmed(clock.instant());
            case REJECTING, CANCELLING -> order.undone(clock.instant());
            case CONFIRMED, REJECTED, CANCELLED -> throw new IllegalArgumentException(order.status() + " is final");
        };
    }

    private Optional<Order> begin(Order order, Order undoing) {
        if (!orders.begin(order.status(), undoing, limits.lease())) {
            return Optional.empty();
        }
        listener.changed(undoing);
        return Optional.of(undoing);
    }
}
