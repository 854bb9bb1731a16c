package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.orders.domain.Rejection;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Puts an order's statuses on record and tells of them. Each answers the order as it is now, or nothing if somebody else has changed its status. */
final class OrderTransitions {
    private final Orders orders;
    private final StatusListener listener;
    private final SagaLimits limits;
    private final Clock clock;

    OrderTransitions(Orders orders, StatusListener listener, SagaLimits limits, Clock clock) {
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

    Optional<Order> confirm(Order order) {
        return finish(order, order.confirmed(clock.instant()));
    }

    Optional<Order> beginRejection(Order order, Rejection why) {
        return begin(order, order.rejecting(why, clock.instant()));
    }

    Optional<Order> beginCancellation(Order order) {
        return begin(order, order.cancelling(clock.instant()));
    }

    Optional<Order> finishUndo(Order order, PaymentStatus end) {
        return finish(order, order.undone(end, clock.instant()));
    }

    private Optional<Order> begin(Order order, Order undoing) {
        return told(undoing, orders.begin(order.status(), undoing, undoing.updatedAt().plus(limits.lease())));
    }

    private Optional<Order> finish(Order order, Order end) {
        return told(end, orders.finish(order.status(), end, OrderEventFactory.of(end)));
    }

    private Optional<Order> told(Order order, boolean isRecorded) {
        if (isRecorded) {
            listener.changed(order);
        }
        return Optional.of(order).filter(_ -> isRecorded);
    }
}
