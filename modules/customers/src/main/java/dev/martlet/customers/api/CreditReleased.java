package dev.martlet.customers.api;

/** The result of {@link CustomersApi#releaseCredit}: the order holds no credit and never will. */
public record CreditReleased() {}
