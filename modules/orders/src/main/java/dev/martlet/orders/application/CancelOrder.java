package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import java.util.Optional;
import java.util.UUID;

/**
 * Cancels an order that is confirmed or still pending: gives money and stock back, and leaves marks that refuse a later charge or reservation. It may be
 * repeated and run concurrently: the order is cancelled once.
 */
public final class CancelOrder {
    private final Orders orders;
    private final OrderTransitions transitions;
    private final OrderProcessor processor;

    public CancelOrder(Orders orders, OrderTransitions transitions, OrderProcessor processor) {
        this.orders = orders;
        this.transitions = transitions;
        this.processor = processor;
    }

    /** @param begun runs if it is this call that begins the cancellation */
    public Cancellation cancel(UUID id, Runnable begun) {
        return orders.find(id).map(order -> cancel(order, begun)).orElseGet(Cancellation.Unknown::new);
    }

    private Cancellation cancel(Order order, Runnable begun) {
        return switch (order.status()) {
            case PENDING, CONFIRMED -> begin(order, begun);
            case CANCELLING -> resume(order);
            case CANCELLED -> new Cancellation.Cancelled(order);
            case REJECTING -> new Cancellation.Unfinished(order);
            case REJECTED -> new Cancellation.NotCancellable(order);
        };
    }

    private Cancellation begin(Order order, Runnable begun) {
        Optional<Order> cancelling = transitions.beginCancellation(order);
        cancelling.ifPresent(_ -> begun.run());
        return cancelling.map(this::resume).orElseGet(() -> cancel(order.id(), begun));
    }

    private Cancellation resume(Order order) {
        var result = processor.process(order);
        return result.status().isFinal() ? new Cancellation.Cancelled(result) : new Cancellation.Unfinished(result);
    }
}
