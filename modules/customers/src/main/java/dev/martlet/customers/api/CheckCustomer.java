package dev.martlet.customers.api;

import java.util.UUID;

/** The request of {@link CustomersApi#check}. */
public record CheckCustomer(UUID customerId) {}
