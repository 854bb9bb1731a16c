package dev.martlet.customers.api;

/** Answers {@link CustomersApi#check}. */
public sealed interface CustomerStanding {
    /** May place orders. */
    record Active() implements CustomerStanding {}

    /** Known, but may not place orders. */
    record Inactive() implements CustomerStanding {}

    /** No such customer, or deleted. */
    record Unknown() implements CustomerStanding {}
}
