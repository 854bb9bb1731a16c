package dev.martlet.payments.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.FakeCustomers;
import dev.martlet.payments.Orders;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.payments.infrastructure.CreditGateway;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Orders on the customer's credit. */
class CreditTest {
    private final FakeCustomers customers = new FakeCustomers();
    private final RememberedPayments payments = new RememberedPayments();
    private final Gateways gateways = new Gateways(new Ledger(), new CreditGateway(customers));
    private final Cancelling cancelling = new Cancelling(payments, gateways, Clock.systemUTC());
    private final Charging charging = new Charging(payments, gateways, cancelling, Clock.systemUTC());
    private final ChargeOrder order = Orders.onCredit();

    @Test
    void creditIsReservedAndReleased() {
        assertThat(charging.charge(order)).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(customers.holding).contains(order.orderId());

        assertThat(cancelling.cancel(order.orderId())).isEqualTo(new CancelOutcome.Refunded());
        assertThat(customers.holding).isEmpty();
        assertThat(state()).isEqualTo(PaymentState.REFUNDED);
    }

    @Test
    void anOrderThatTheCreditDoesNotCoverStaysRefused() {
        customers.hasCredit = false;
        var first = charging.charge(order);
        customers.hasCredit = true;

        assertThat(first).isInstanceOf(ChargeOutcome.InsufficientCredit.class);
        assertThat(charging.charge(order)).isEqualTo(first);
        assertThat(cancelling.cancel(order.orderId())).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(customers.holding).isEmpty();
    }

    @Test
    void whileCustomersDoesNotAnswerThePaymentStaysAuthorized() {
        customers.answers = false;

        assertThat(charging.charge(order)).isInstanceOf(ChargeOutcome.Unanswered.class);
        assertThat(state()).isEqualTo(PaymentState.AUTHORIZED);

        customers.answers = true;
        assertThat(charging.charge(order)).isInstanceOf(ChargeOutcome.Captured.class);
    }

    @Test
    void aCancellationThatGotNoAnswerIsFinishedLater() {
        charging.charge(order);
        customers.answers = false;
        assertThat(cancelling.cancel(order.orderId())).isEqualTo(new CancelOutcome.Unanswered());
        assertThat(state()).isEqualTo(PaymentState.REFUNDING);

        customers.answers = true;
        new ForgottenRefunds(payments, cancelling, Clock.systemUTC()).finishSome();

        assertThat(state()).isEqualTo(PaymentState.REFUNDED);
    }

    @Test
    void anOrderThatWasCancelledFirstReservesNothing() {
        assertThat(cancelling.cancel(order.orderId())).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(charging.charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
        assertThat(customers.holding).isEmpty();
    }

    private PaymentState state() {
        return payments.find(order.orderId()).orElseThrow().state();
    }
}
