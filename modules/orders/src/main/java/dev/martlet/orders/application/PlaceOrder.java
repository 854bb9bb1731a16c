package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.util.Optional;

/** Places an order: records it, then takes it as far as it gets in the time that a request has. */
public final class PlaceOrder {
    private final OrderProcessor attempts;
    private final SagaLimits limits;

    public PlaceOrder(OrderProcessor attempts, SagaLimits limits) {
        this.attempts = attempts;
        this.limits = limits;
    }

    /** @return empty if the order's idempotency key is taken: then this one does not exist */
    public Optional<Order> place(Orders orders, Order order) {
        return Deadline.within(limits.attempt(), () -> open(orders, order) ? Optional.of(attempts.work(orders, order)) : Optional.<Order>empty())
                .map(placed -> attempts.leave(orders, placed));
    }

    /** A record whose confirmation was lost may be there all the same: who is told that an order failed must not get it. */
    private boolean open(Orders orders, Order order) {
        try {
            return orders.open(order, order.createdAt().plus(limits.lease()));
        } catch (DatabaseUnavailable lost) {
            if (orders.find(order.id()).isEmpty()) {
                throw lost;
            }
            return true;
        }
    }
}
