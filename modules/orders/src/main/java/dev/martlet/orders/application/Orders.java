package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored orders. Each method is one transaction. Leases and due times are kept by the database's clock. */
public interface Orders {
    /**
     * Stores a new order together with the claim on its idempotency key.
     *
     * @param lease how long it belongs to the caller, before recovery may take it
     * @return false if the key is taken: nothing was stored
     */
    boolean open(Order order, Duration lease, Optional<IdempotencyClaim> claim);

    /**
     * The same after an {@link #open} of this order whose outcome is not known: waits for it if it is under way, and stores the order only if that has not.
     *
     * @return whether the order is stored
     */
    boolean openAgain(Order order, Duration lease, Optional<IdempotencyClaim> claim);

    Optional<Order> find(UUID id);

    /**
     * Stores that the order's rejection or cancellation has begun, if its status is still {@code from}.
     *
     * @return whether it was
     */
    boolean begin(OrderStatus from, Order undoing, Duration lease);

    /**
     * Stores the order's final status together with its event and the response to its request, if its status is still {@code from}.
     *
     * @return whether it was
     */
    boolean finish(OrderStatus from, Order end, Event<?> event, Optional<StoredResponse> response);

    /** Ends the lease of an unfinished order and stores what is known of it. It is due again after {@code delay}. Does nothing if its status has changed. */
    void postpone(Order order, Duration delay);

    /** Leases unfinished orders that are due to the caller. Counts as an attempt. */
    List<DueOrder> take(int limit, Duration lease);

    /** The time until the next unfinished order is due, zero or negative if one is; empty if all orders are final. */
    Optional<Duration> timeToNextDue();

    /**
     * Makes the next attempt of an unfinished order due now. An attempt that is under way goes on: both are safe together.
     *
     * @return false if the order is final, its first attempt is running, or there is none
     */
    boolean retryNow(UUID id);
}
