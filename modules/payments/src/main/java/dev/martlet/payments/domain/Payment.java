package dev.martlet.payments.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * The payment of one order, as far as its next step depends on it.
 *
 * @param method empty for the mark of an order that was cancelled before it was charged
 */
public record Payment(UUID id, UUID orderId, Optional<PaymentMethod> method, PaymentState state) {
    public boolean isOnCredit() {
        return method.equals(Optional.of(PaymentMethod.CREDIT));
    }
}
