package dev.martlet.customers.application;

import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.domain.CreditStatus;
import java.util.Optional;
import java.util.UUID;

/** The stored credit reservations of orders. A customer's reserved credit is always the sum of its RESERVED reservations. */
public interface CreditReservations {
    /**
     * Reserves credit for an order, or refuses it, unless the order has a decision already.
     *
     * @return the status of the order; empty if there is no such customer, or if another transaction decided at the same time: {@link #find} it then
     */
    Optional<CreditStatus> reserve(ReserveCredit request);

    Optional<CreditStatus> find(UUID orderId);

    /** Returns the credit that the order has reserved, if any, and stores that the order is RELEASED: it cannot reserve again. */
    void release(UUID orderId);
}
