package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.sql.DatabaseUnavailable;
import java.time.Duration;
import java.util.Optional;

/** Places an order: stores it, then runs the saga for as long as a request may take. */
public final class PlaceOrder {
    private static final Duration SECOND_TIMEOUT = Duration.ofSeconds(1);

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
        long end = System.nanoTime() + limits.attempt().toNanos();
        if (!open(order, claim)) {
            return Optional.empty();
        }
        var remaining = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return Optional.of(processor.release(Deadline.within(remaining, () -> processor.attempt(order, responses))));
    }

    /**
     * If the outcome is not known, the order may be stored, or may be soon: its batch may go on without this caller. A client that gets an error must not
     * receive the goods, so the order is opened again, outside the attempt's deadline, which may be over.
     */
    private boolean open(Order order, Optional<IdempotencyClaim> claim) {
        try {
            return Deadline.within(limits.attempt(), () -> orders.open(order, limits.lease(), claim));
        } catch (DatabaseUnavailable lost) {
            if (!lost.mayHaveHappened()) {
                throw lost;
            }
            return Deadline.within(SECOND_TIMEOUT, () -> orders.openAgain(order, limits.lease(), claim));
        }
    }
}
