package dev.martlet.customers.domain;

/** The status of an order's credit reservation. RESERVED and REFUSED only change to RELEASED. */
public enum CreditStatus {
    /** The order holds the amount. */
    RESERVED,
    /** The available credit did not cover the amount. */
    REFUSED,
    /** The order holds nothing and never will. Final. */
    RELEASED
}
