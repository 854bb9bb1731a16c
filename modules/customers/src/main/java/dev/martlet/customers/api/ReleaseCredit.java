package dev.martlet.customers.api;

import java.util.UUID;

/** The request of {@link CustomersApi#releaseCredit}. */
public record ReleaseCredit(UUID orderId) {}
