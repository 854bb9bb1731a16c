package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.events.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The orders on record. Each method is one transaction, so that what it answers has been kept. */
public interface Orders {
    /**
     * Records a new order.
     *
     * @param retryAt when somebody else may take it on, if it is not finished by then
     * @return false if the idempotency key that came with it is taken: nothing was recorded
     */
    boolean open(Order order, Instant retryAt);

    Optional<Order> find(UUID id);

    /**
     * Records that the order has begun to be rejected or cancelled, if its status is still {@code from}.
     *
     * @return whether it was
     */
    boolean begin(OrderStatus from, Order undoing, Instant retryAt);

    /**
     * Records the order's final status together with its event, if its status is still {@code from}.
     *
     * @return whether it was
     */
    boolean finish(OrderStatus from, Order end, Event<?> news);

    /** Leaves an unfinished order for later, with what is known of it by now. Does nothing if its status has changed. */
    void postpone(Order order, Instant retryAt);

    /** Takes unfinished orders that are due; they are nobody else's until {@code retryAt}. Counts as an attempt. */
    List<Order> take(int limit, Instant now, Instant retryAt);

    /** When the next unfinished order is due; empty if all are finished. */
    Optional<Instant> nextDue();
}
