package dev.martlet.payments.domain;

/** How a payment stands, as users see it. */
public enum PaymentStatus {
    /** The customer has authorised it. Nothing is known to have moved. */
    AUTHORIZED,
    /** The money is taken. */
    CAPTURED,
    /** Refused for good. Nothing has moved. */
    DECLINED,
    /** What was taken has been given back. */
    REFUNDED,
    /** Ended before anything had moved; nothing ever will. */
    CANCELLED
}
