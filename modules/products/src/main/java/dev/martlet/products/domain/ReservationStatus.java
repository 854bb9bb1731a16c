package dev.martlet.products.domain;

/** What an order holds of the stock. */
public enum ReservationStatus {
    /** Pieces that are still on the shelf, but nobody else's to have. */
    RESERVED,
    /** Pieces that are gone from the shelf. */
    CONFIRMED,
    /** Nothing, for good. */
    RELEASED
}
