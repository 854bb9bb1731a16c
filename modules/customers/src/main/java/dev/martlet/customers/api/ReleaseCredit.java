package dev.martlet.customers.api;

import java.util.UUID;

/** Asks {@link CustomersApi#releaseCredit}. */
public record ReleaseCredit(UUID orderId) {}
