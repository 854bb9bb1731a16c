package dev.martlet.products.domain;

/** The status of the reservation of an order. */
public enum ReservationStatus {
    /** The pieces are counted as reserved: other orders cannot reserve them. */
    RESERVED,
    /** The pieces were removed from the stock. */
    CONFIRMED,
    /** The order has no pieces and cannot reserve any. */
    RELEASED
}
