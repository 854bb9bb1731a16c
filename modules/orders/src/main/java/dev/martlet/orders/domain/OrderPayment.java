package dev.martlet.orders.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * An order's payment, as last reported by the payments module.
 *
 * @param token present for CARD, until no more charge can follow
 * @param id empty until payments has answered
 * @param status empty until payments has answered
 */
public record OrderPayment(PaymentMethod method, Optional<CardToken> token, Optional<UUID> id, Optional<PaymentStatus> status) {
    public static OrderPayment by(PaymentMethod method, Optional<CardToken> token) {
        return new OrderPayment(method, token, Optional.empty(), Optional.empty());
    }

    public OrderPayment answered(UUID id, PaymentStatus status) {
        return new OrderPayment(method, token, Optional.of(id), Optional.of(status));
    }

    /** The payment after it was cancelled or refunded. A declined payment stays declined: there was nothing to give back. */
    public OrderPayment ended(PaymentStatus end) {
        return status.equals(Optional.of(PaymentStatus.DECLINED)) ? this : new OrderPayment(method, token, id, Optional.of(end));
    }

    OrderPayment withoutToken() {
        return new OrderPayment(method, Optional.empty(), id, status);
    }
}
