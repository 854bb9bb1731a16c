package dev.martlet.payments.api;

/** How an order is paid. */
public enum PaymentMethod {
    /** By card, through the gateway. */
    CARD,
    /** On the customer's credit. */
    CREDIT
}
