package dev.martlet.payments.domain;

/** How an order is paid. The constants are those of the API. */
public enum PaymentMethod {
    /** By card, through the payment gateway. */
    CARD,
    /** On the customer's credit. */
    CREDIT
}
