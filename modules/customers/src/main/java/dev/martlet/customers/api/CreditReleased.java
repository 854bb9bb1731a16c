package dev.martlet.customers.api;

/** Answers {@link CustomersApi#releaseCredit}: the order holds no credit and never will. */
public record CreditReleased() {}
