package dev.martlet.payments.application;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.payments.domain.PaymentState;
import java.util.Optional;
import java.util.UUID;

/**
 * The payment of one order, as far as its next step depends on it.
 *
 * @param method empty for the mark of an order that was cancelled before it was charged
 */
public record Payment(UUID id, UUID orderId, Optional<PaymentMethod> method, PaymentState state) {
    ChargeOutcome chargeOutcome() {
        return switch (state) {
            case AUTHORIZED -> new ChargeOutcome.Unanswered(id);
            case CAPTURED -> new ChargeOutcome.Captured(id);
            case DECLINED -> isOnCredit() ? new ChargeOutcome.InsufficientCredit(id) : new ChargeOutcome.Declined(id);
            case CANCELLING, REFUNDING, CANCELLED, REFUNDED -> new ChargeOutcome.Cancelled();
        };
    }

    private boolean isOnCredit() {
        return method.equals(Optional.of(PaymentMethod.CREDIT));
    }

    CancelOutcome cancelOutcome() {
        return switch (state) {
            case CANCELLED, DECLINED -> new CancelOutcome.Cancelled();
            case REFUNDED -> new CancelOutcome.Refunded();
            case AUTHORIZED, CAPTURED, CANCELLING, REFUNDING -> new CancelOutcome.Unanswered();
        };
    }
}
