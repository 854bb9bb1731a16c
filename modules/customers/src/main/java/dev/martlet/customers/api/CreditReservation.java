package dev.martlet.customers.api;

/** The result of {@link CustomersApi#reserveCredit}. */
public sealed interface CreditReservation {
    /** The order holds the amount. */
    record Reserved() implements CreditReservation {}

    /** The available credit does not cover the amount, or has another currency. Nothing was reserved, and nothing will be for this order. */
    record Insufficient() implements CreditReservation {}

    /** There is no such customer, or it was deleted. Nothing was reserved. */
    record Unknown() implements CreditReservation {}

    /** The order's credit was released earlier: the order never holds credit again. */
    record Released() implements CreditReservation {}
}
