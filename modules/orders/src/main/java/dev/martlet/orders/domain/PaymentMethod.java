package dev.martlet.orders.domain;

/** How an order is to be paid. */
public enum PaymentMethod { CARD, CREDIT }
