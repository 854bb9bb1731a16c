package dev.martlet.orders.domain;

/** The status of an order's payment, as last reported by the payments module. */
public enum PaymentStatus { AUTHORIZED, CAPTURED, DECLINED, CANCELLED, REFUNDED }
