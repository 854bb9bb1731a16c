package dev.martlet.customers.domain;

/** What became of an order's wish for credit. The first answer stays, until the order's credit is released. */
public enum CreditStatus {
    /** The order holds the amount. */
    RESERVED,
    /** The amount was not covered. */
    REFUSED,
    /** The order holds nothing and never will. Final. */
    RELEASED
}
