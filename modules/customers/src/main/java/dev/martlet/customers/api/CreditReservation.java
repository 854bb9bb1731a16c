package dev.martlet.customers.api;

/** Answers {@link CustomersApi#reserveCredit}. */
public sealed interface CreditReservation {
    /** The order holds the amount. */
    record Reserved() implements CreditReservation {}

    /** The limit less what is reserved does not cover the amount, or is in another currency. Nothing was reserved, nor will be for this order. */
    record Insufficient() implements CreditReservation {}

    /** No such customer, or deleted. Nothing was reserved. */
    record Unknown() implements CreditReservation {}

    /** The order's credit was released before: it will never hold any. */
    record Released() implements CreditReservation {}
}
