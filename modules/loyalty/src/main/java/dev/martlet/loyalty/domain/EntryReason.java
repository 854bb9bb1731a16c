package dev.martlet.loyalty.domain;

/** The reason of a point entry. */
public enum EntryReason {
    /** An order was confirmed and earned points. */
    ORDER_CONFIRMED,
    /** A confirmed order was cancelled and lost the points that it had earned. */
    ORDER_CANCELLED
}
