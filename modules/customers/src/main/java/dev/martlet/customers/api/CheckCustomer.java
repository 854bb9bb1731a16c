package dev.martlet.customers.api;

import java.util.UUID;

/** Asks {@link CustomersApi#check}. */
public record CheckCustomer(UUID customerId) {}
