package dev.martlet.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomersApi;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.CancelPayment;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.Placement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link PaymentsApi} promises, wherever the module runs; with the sandbox gateway and {@link FakeCustomers} behind it. */
@ParameterizedClass
@EnumSource
class PaymentsApiTest {
    private static final FakeCustomers CUSTOMERS = new FakeCustomers();
    private static ModuleHarness module;

    private final Placement placement;
    private final PaymentsApi payments;

    PaymentsApiTest(Placement placement) {
        this.placement = placement;
        payments = module.api(PaymentsApi.class, placement);
    }

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new PaymentsModule()).with(CustomersApi.class, CUSTOMERS).setting("gateway.timeout", "50ms").start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void anOrderIsChargedOnce() {
        var order = ChargeOrderFixture.byCard("tok_visa");

        var first = payments.charge(order);

        assertThat(first).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(payments.charge(order)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_declined", "tok_unknown"})
    void aDeclinedCardStaysDeclined(String token) {
        var order = ChargeOrderFixture.byCard(token);

        var first = payments.charge(order);

        assertThat(first).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(payments.charge(order)).isEqualTo(first);
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(payments.charge(order)).isEqualTo(first);
    }

    /** A rehearsed call is made twice, and so returns the outcome at once. */
    @Test
    void aRepetitionReturnsTheLostAnswer() {
        var order = ChargeOrderFixture.byCard("tok_timeout");

        var first = payments.charge(order);
        var second = payments.charge(order);

        var captured = (ChargeOutcome.Captured) second;
        assertThat(first).isEqualTo(placement == Placement.REHEARSAL ? captured : new ChargeOutcome.Unanswered(captured.paymentId()));
    }

    @Test
    void aRepetitionAfterCustomersDidNotAnswerCapturesTheSamePayment() {
        var order = ChargeOrderFixture.onCredit();
        CUSTOMERS.answers = false;
        var first = payments.charge(order);
        var second = payments.charge(order);
        CUSTOMERS.answers = true;

        assertThat(first).isEqualTo(second).isInstanceOf(ChargeOutcome.Unanswered.class);
        assertThat(payments.charge(order)).isEqualTo(new ChargeOutcome.Captured(((ChargeOutcome.Unanswered) first).paymentId()));
    }

    @Test
    void aChargeWhoseAnswerWasLostIsRefunded() {
        var order = ChargeOrderFixture.byCard("tok_timeout");
        payments.charge(order);

        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(payments.charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
    }

    @Test
    void cancellingTwiceRefundsOnce() {
        var order = ChargeOrderFixture.byCard("tok_visa");
        payments.charge(order);

        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(payments.charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
    }

    @Test
    void anOrderThatIsCancelledFirstIsNeverCharged() {
        var order = ChargeOrderFixture.byCard("tok_visa");

        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(payments.charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
    }

    @Test
    void anUnknownOrderIsCancelledAtOnce() {
        assertThat(payments.cancel(new CancelPayment(UUID.randomUUID()))).isEqualTo(new CancelOutcome.Cancelled());
    }

    @Test
    void creditIsReservedAndReleased() {
        var order = ChargeOrderFixture.onCredit();

        assertThat(payments.charge(order)).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(CUSTOMERS.holding).contains(order.orderId());
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Refunded());
        assertThat(CUSTOMERS.holding).doesNotContain(order.orderId());
    }

    @Test
    void creditThatDoesNotCoverTheOrderIsRefusedForGood() {
        var order = ChargeOrderFixture.onCredit();
        CUSTOMERS.hasCredit = false;

        var first = payments.charge(order);
        CUSTOMERS.hasCredit = true;

        assertThat(first).isInstanceOf(ChargeOutcome.InsufficientCredit.class);
        assertThat(payments.charge(order)).isEqualTo(first);
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(payments.charge(order)).isEqualTo(first);
    }

    @Test
    void customersThatDoNotAnswerLeaveThePaymentOpen() {
        var order = ChargeOrderFixture.onCredit();
        CUSTOMERS.answers = false;
        var charged = payments.charge(order);
        var cancelled = payments.cancel(new CancelPayment(order.orderId()));
        CUSTOMERS.answers = true;

        assertThat(charged).isInstanceOf(ChargeOutcome.Unanswered.class);
        assertThat(cancelled).isEqualTo(new CancelOutcome.Unanswered());
        assertThat(payments.cancel(new CancelPayment(order.orderId()))).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(CUSTOMERS.holding).doesNotContain(order.orderId());
    }
}
