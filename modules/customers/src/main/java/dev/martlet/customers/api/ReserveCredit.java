package dev.martlet.customers.api;

import dev.martlet.platform.core.Money;
import java.util.UUID;

/** The request of {@link CustomersApi#reserveCredit}. The amount of an order never changes. */
public record ReserveCredit(UUID orderId, UUID customerId, Money amount) {}
