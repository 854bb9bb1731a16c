package dev.martlet.orders.domain;

/** How an order is paid. */
public enum PaymentMethod { CARD, CREDIT }
