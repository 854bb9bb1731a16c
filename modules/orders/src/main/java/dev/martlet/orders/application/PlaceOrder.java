package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.util.Optional;

/** Places an order: stores it, then runs the saga for as long as a request may take. */
public final class PlaceOrder {
    private final Orders orders;
    private final OrderProcessor processor;
    private final SagaLimits limits;

    public PlaceOrder(Orders orders, OrderProcessor processor, SagaLimits limits) {
        this.orders = orders;
        this.processor = processor;
        this.limits = limits;
    }

    /**
     * Not final in the result means that {@link RecoverOrders} will finish the order.
     *
     * @param claim the claim on the request's idempotency key, stored with the order
     * @param responses makes the response to the request, stored with the order's final status
     * @return empty if the key is taken: the order was not stored
     */
    public Optional<Order> place(Order order, Optional<IdempotencyClaim> claim, ResponseFactory responses) {
        return Deadline.within(limits.attempt(), () -> open(order, claim)
                        ? Optional.of(processor.attempt(order, responses))
                        : Optional.<Order>empty())
                .map(processor::release);
    }

    /** If the answer of the database is lost, the order may be stored nevertheless, and a client that gets an error must not receive the goods. */
    private boolean open(Order order, Optional<IdempotencyClaim> claim) {
        try {
            return orders.open(order, limits.lease(), claim);
        } catch (DatabaseUnavailable lost) {
            if (orders.find(order.id()).isEmpty()) {
                throw lost;
            }
            return true;
        }
    }
}
