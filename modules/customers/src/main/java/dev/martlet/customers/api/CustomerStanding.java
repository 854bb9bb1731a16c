package dev.martlet.customers.api;

/** The result of {@link CustomersApi#check}. */
public sealed interface CustomerStanding {
    /** The customer may place orders. */
    record Active() implements CustomerStanding {}

    /** The customer exists, but may not place orders. */
    record Inactive() implements CustomerStanding {}

    /** There is no such customer, or it was deleted. */
    record Unknown() implements CustomerStanding {}
}
