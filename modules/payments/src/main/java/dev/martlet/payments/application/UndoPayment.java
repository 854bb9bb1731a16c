package dev.martlet.payments.application;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentState;
import java.time.Clock;
import java.util.UUID;

/**
 * Ends the payment of an order and refunds what was charged. The decision is recorded before the gateway is called, so it also holds against charges that
 * are under way.
 */
public final class UndoPayment {
    private final Payments payments;
    private final Gateways gateways;
    private final Clock clock;

    public UndoPayment(Payments payments, Gateways gateways, Clock clock) {
        this.payments = payments;
        this.gateways = gateways;
        this.clock = clock;
    }

    public CancelOutcome undo(UUID orderId) {
        var payment = payments.undo(orderId, clock.instant());
        return payment.state().isBeingUndone() ? refund(payment) : PaymentOutcomes.cancel(payment);
    }

    private CancelOutcome refund(Payment payment) {
        return switch (gateways.of(payment.method().orElseThrow()).refund(payment.orderId())) {
            case Gateway.RefundAnswer.Refunded _ -> finish(payment, PaymentState.REFUNDED);
            case Gateway.RefundAnswer.NothingToRefund _ -> finish(payment, payment.state().withNothingLeft());
            case Gateway.RefundAnswer.Unanswered _, Gateway.RefundAnswer.Invalid _ -> new CancelOutcome.Unanswered();
        };
    }

    private CancelOutcome finish(Payment payment, PaymentState end) {
        return PaymentOutcomes.cancel(payments.finish(payment.orderId(), end, clock.instant())
                .or(() -> payments.find(payment.orderId()))
                .orElseThrow());
    }
}
