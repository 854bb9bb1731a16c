package dev.martlet.loyalty.domain;

/** Why points came or went. */
public enum EntryReason {
    /** An order was confirmed and earned them. */
    ORDER_CONFIRMED,
    /** A confirmed order was cancelled; what it had earned was taken back. */
    ORDER_CANCELLED
}
