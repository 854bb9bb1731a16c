package dev.martlet.orders.domain;

/** How an order's payment stands, as far as the order knows. */
public enum PaymentStatus { AUTHORIZED, CAPTURED, DECLINED, CANCELLED, REFUNDED }
