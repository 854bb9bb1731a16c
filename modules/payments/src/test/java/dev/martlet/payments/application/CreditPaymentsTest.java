package dev.martlet.payments.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.FakeCustomers;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.payments.infrastructure.CreditGateway;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Payments on the customer's credit. */
class CreditPaymentsTest {
    private final FakeCustomers customers = new FakeCustomers();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final Gateways gateways = new Gateways(new FakeGateway(), new CreditGateway(customers));
    private final UndoPayment undo = new UndoPayment(payments, gateways, Clock.systemUTC());
    private final ChargePayment charge = new ChargePayment(payments, gateways, undo, Clock.systemUTC());
    private final ChargeOrder order = ChargeOrderFixture.onCredit();

    @Test
    void creditIsReservedAndReleased() {
        assertThat(charge.charge(order)).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(customers.holding).contains(order.orderId());

        assertThat(undo.undo(order.orderId())).isEqualTo(new CancelOutcome.Refunded());
        assertThat(customers.holding).isEmpty();
        assertThat(state()).isEqualTo(PaymentState.REFUNDED);
    }

    @Test
    void anOrderThatTheCreditDoesNotCoverStaysRefused() {
        customers.hasCredit = false;
        var first = charge.charge(order);
        customers.hasCredit = true;

        assertThat(first).isInstanceOf(ChargeOutcome.InsufficientCredit.class);
        assertThat(charge.charge(order)).isEqualTo(first);
        assertThat(undo.undo(order.orderId())).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(customers.holding).isEmpty();
    }

    @Test
    void whileCustomersDoesNotAnswerThePaymentStaysAuthorized() {
        customers.answers = false;

        assertThat(charge.charge(order)).isInstanceOf(ChargeOutcome.Unanswered.class);
        assertThat(state()).isEqualTo(PaymentState.AUTHORIZED);

        customers.answers = true;
        assertThat(charge.charge(order)).isInstanceOf(ChargeOutcome.Captured.class);
    }

    @Test
    void aCancellationThatGotNoAnswerIsFinishedLater() {
        charge.charge(order);
        customers.answers = false;
        assertThat(undo.undo(order.orderId())).isEqualTo(new CancelOutcome.Unanswered());
        assertThat(state()).isEqualTo(PaymentState.REFUNDING);

        customers.answers = true;
        new RecoverRefunds(payments, undo, Clock.systemUTC()).recover();

        assertThat(state()).isEqualTo(PaymentState.REFUNDED);
    }

    @Test
    void anOrderThatWasCancelledFirstReservesNothing() {
        assertThat(undo.undo(order.orderId())).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(charge.charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
        assertThat(customers.holding).isEmpty();
    }

    private PaymentState state() {
        return payments.find(order.orderId()).orElseThrow().state();
    }
}
