package dev.martlet.orders.domain;

import java.util.Locale;

/** Why an order was rejected. */
public enum RejectionReason {
    CUSTOMER_NOT_FOUND,
    CUSTOMER_INACTIVE,
    PRODUCT_NOT_FOUND,
    INSUFFICIENT_STOCK,
    MIXED_CURRENCIES,
    /** The total exceeds the largest amount of money. */
    INVALID_REQUEST,
    PAYMENT_DECLINED,
    INSUFFICIENT_CREDIT,
    /** It was not confirmed within {@code modules.orders.expiry}. */
    EXPIRED;

    /** The problem code, such as {@code payment-declined}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
