package dev.martlet.payments.application;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.domain.Payment;

/** Maps the state of a payment to the API's outcomes. */
final class PaymentOutcomes {
    private PaymentOutcomes() {}

    static ChargeOutcome charge(Payment payment) {
        return switch (payment.state()) {
            case AUTHORIZED -> new ChargeOutcome.Unanswered(payment.id());
            case CAPTURED -> new ChargeOutcome.Captured(payment.id());
            case DECLINED -> payment.isOnCredit() ? new ChargeOutcome.InsufficientCredit(payment.id()) : new ChargeOutcome.Declined(payment.id());
            case CANCELLING, REFUNDING, CANCELLED, REFUNDED -> new ChargeOutcome.Cancelled();
        };
    }

    static CancelOutcome cancel(Payment payment) {
        return switch (payment.state()) {
            case CANCELLED, DECLINED -> new CancelOutcome.Cancelled();
            case REFUNDED -> new CancelOutcome.Refunded();
            case AUTHORIZED, CAPTURED, CANCELLING, REFUNDING -> new CancelOutcome.Unanswered();
        };
    }
}
