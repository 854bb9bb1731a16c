package dev.martlet.orders.domain;

import java.util.Locale;

/** Why an order was rejected. */
public enum RejectionReason {
    CUSTOMER_NOT_FOUND,
    CUSTOMER_INACTIVE,
    PRODUCT_NOT_FOUND,
    INSUFFICIENT_STOCK,
    MIXED_CURRENCIES,
    /** A total that is more than an amount of money may be. */
    INVALID_REQUEST,
    PAYMENT_DECLINED,
    INSUFFICIENT_CREDIT,
    /** Its parts did not come together in time. */
    EXPIRED;

    /** The problem code, such as {@code payment-declined}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
