package dev.martlet.orders.api;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.runtime.invariants.LedgerType;
import java.util.UUID;

/** What others must know of orders to compare their records with them. */
public final class OrderLedgers {
    /** How each order ended, by its id. */
    public static final LedgerType<OrderOutcome> OUTCOMES = new LedgerType<>("orders.outcomes");

    private OrderLedgers() {}

    /** How an order ended; each outcome was an event. */
    public sealed interface OrderOutcome {
        UUID customerId();

        record Confirmed(UUID customerId, Money total) implements OrderOutcome {}

        record Rejected(UUID customerId) implements OrderOutcome {}

        record Cancelled(UUID customerId) implements OrderOutcome {}
    }
}
