package dev.martlet.payments.application;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentState;
import java.time.Clock;
import java.util.UUID;

/**
 * Charges an order once: records the payment, calls the gateway, settles the payment. Between any two of these steps the process may die or another
 * request may cancel the payment.
 */
public final class ChargePayment {
    private final Payments payments;
    private final Gateways gateways;
    private final UndoPayment undo;
    private final Clock clock;

    public ChargePayment(Payments payments, Gateways gateways, UndoPayment undo, Clock clock) {
        this.payments = payments;
        this.gateways = gateways;
        this.undo = undo;
        this.clock = clock;
    }

    public ChargeOutcome charge(ChargeOrder order) {
        return payments.open(order, clock.instant())
                .map(payment -> callGateway(order, payment))
                .orElseGet(() -> resume(order, recorded(order.orderId())));
    }

    private ChargeOutcome resume(ChargeOrder order, Payment payment) {
        return payment.state() == PaymentState.AUTHORIZED ? callGateway(order, payment) : PaymentOutcomes.charge(payment);
    }

    private ChargeOutcome callGateway(ChargeOrder order, Payment payment) {
        return switch (gateways.of(payment.method().orElseThrow()).charge(order)) {
            case Gateway.ChargeAnswer.Charged _ -> captured(order.orderId());
            case Gateway.ChargeAnswer.Declined _ -> declined(order.orderId());
            case Gateway.ChargeAnswer.Unanswered _, Gateway.ChargeAnswer.Invalid _ -> new ChargeOutcome.Unanswered(payment.id());
        };
    }

    private ChargeOutcome captured(UUID orderId) {
        return payments.settle(orderId, PaymentState.CAPTURED, clock.instant())
                .map(PaymentOutcomes::charge)
                .orElseGet(() -> capturedLate(orderId));
    }

    private ChargeOutcome declined(UUID orderId) {
        return PaymentOutcomes.charge(payments.settle(orderId, PaymentState.DECLINED, clock.instant()).orElseGet(() -> recorded(orderId)));
    }

    /** Another request has settled the payment: by the same answer, or by cancelling it while the money was on its way. Then the money goes back. */
    private ChargeOutcome capturedLate(UUID orderId) {
        if (recorded(orderId).state() != PaymentState.CAPTURED) {
            payments.reopen(orderId, clock.instant());
            undo.undo(orderId);
        }
        return PaymentOutcomes.charge(recorded(orderId));
    }

    private Payment recorded(UUID orderId) {
        return payments.find(orderId).orElseThrow();
    }
}
