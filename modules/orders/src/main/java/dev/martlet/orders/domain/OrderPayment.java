package dev.martlet.orders.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * An order's payment, as far as the order knows.
 *
 * @param token there for a CARD, and only while the order may still have to be charged
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

    /** After nothing of it is held any more. A payment that was declined stays so: there was nothing to give back. */
    public OrderPayment ended(PaymentStatus end) {
        return status.equals(Optional.of(PaymentStatus.DECLINED)) ? this : new OrderPayment(method, token, id, Optional.of(end));
    }

    OrderPayment withoutToken() {
        return new OrderPayment(method, Optional.empty(), id, status);
    }
}
