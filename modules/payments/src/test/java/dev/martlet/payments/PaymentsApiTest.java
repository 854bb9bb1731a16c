package dev.martlet.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentsApi;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PaymentsApi} promises, wherever the module runs; with the sandbox gateway and {@link FakeCustomers} behind it. */
public interface PaymentsApiContract {
    PaymentsApi payments();

    FakeCustomers customers();

    @Test
    default void anOrderIsChargedOnce() {
        var order = Orders.byCard("tok_visa");

        var first = payments().charge(order);

        assertThat(first).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(payments().charge(order)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_declined", "tok_of_nobody"})
    default void aDeclinedCardStaysDeclined(String token) {
        var order = Orders.byCard(token);

        var first = payments().charge(order);

        assertThat(first).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(payments().charge(order)).isEqualTo(first);
        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
    }

    @Test
    default void aLostAnswerIsFoundOutByAskingAgain() {
        var order = Orders.byCard("tok_timeout");

        var first = payments().charge(order);
        var second = payments().charge(order);

        assertThat(first).isInstanceOf(ChargeOutcome.Unanswered.class);
        assertThat(second).isEqualTo(new ChargeOutcome.Captured(((ChargeOutcome.Unanswered) first).paymentId()));
    }

    @Test
    default void aChargeWhoseAnswerWasLostIsRefunded() {
        var order = Orders.byCard("tok_timeout");
        payments().charge(order);

        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(payments().charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
    }

    @Test
    default void cancellingTwiceRefundsOnce() {
        var order = Orders.byCard("tok_visa");
        payments().charge(order);

        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(payments().charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
    }

    @Test
    default void anOrderThatIsCancelledFirstIsNeverCharged() {
        var order = Orders.byCard("tok_visa");

        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(payments().charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
    }

    @Test
    default void anOrderThatNobodyKnowsIsCancelledAtOnce() {
        assertThat(payments().cancel(new CancelPayment(UUID.randomUUID()))).isEqualTo(new CancelOutcome.Cancelled());
    }

    @Test
    default void creditIsReservedAndReleased() {
        var order = Orders.onCredit();

        assertThat(payments().charge(order)).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(customers().holding).contains(order.orderId());
        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(customers().holding).doesNotContain(order.orderId());
    }

    @Test
    default void creditThatDoesNotCoverTheOrderIsRefusedForGood() {
        var order = Orders.onCredit();
        customers().hasCredit = false;

        var first = payments().charge(order);
        customers().hasCredit = true;

        assertThat(first).isInstanceOf(ChargeOutcome.InsufficientCredit.class);
        assertThat(payments().charge(order)).isEqualTo(first);
    }

    @Test
    default void customersThatDoNotAnswerLeaveThePaymentOpen() {
        var order = Orders.onCredit();
        customers().answers = false;
        var charged = payments().charge(order);
        var cancelled = payments().cancel(new CancelPayment(order.orderId()));
        customers().answers = true;

        assertThat(charged).isInstanceOf(ChargeOutcome.Unanswered.class);
        assertThat(cancelled).isEqualTo(new CancelOutcome.Unanswered());
        assertThat(payments().cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(customers().holding).doesNotContain(order.orderId());
    }
}
