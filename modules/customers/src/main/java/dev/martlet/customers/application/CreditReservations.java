package dev.martlet.customers.application;

import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.sql.Sql;
import java.util.Optional;
import java.util.UUID;

/**
 * Where it is kept which order holds what credit. Each method is one statement, or two if another transaction came
 * in between; a customer's reserved credit is always the sum of what their orders hold.
 */
public interface CreditReservations {
    /**
     * Decides an order's wish for credit, unless it was decided before.
     *
     * @return the decision; empty if there is no such customer, or if a decision was made while this one waited
     */
    Optional<CreditStatus> reserve(Sql sql, ReserveCredit wish);

    /** The decision that was made for the order. */
    Optional<CreditStatus> find(Sql sql, UUID orderId);

    /** Gives back what the order holds, if anything, and leaves a mark that it never will again. */
    void release(Sql sql, UUID orderId);
}
