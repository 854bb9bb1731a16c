package dev.martlet.payments.api;

import dev.martlet.platform.core.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks {@link PaymentsApi#charge}. What an order is charged never changes.
 *
 * @param token what stands for the card at the gateway; there for CARD, empty for CREDIT
 */
public record ChargeOrder(UUID orderId, UUID customerId, Money amount, PaymentMethod method, Optional<String> token) {}
