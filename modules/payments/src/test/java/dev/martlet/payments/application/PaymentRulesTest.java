package dev.martlet.payments.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.application.OneOrder.Step;
import dev.martlet.payments.application.Twists.Twist;
import dev.martlet.payments.domain.PaymentStatus;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever is lost, dies or comes in between: an order is charged once, and after its cancellation nothing of its money is held. */
class PaymentRulesTest {
    private static final Set<Twist> INTERVENTIONS =
            Set.of(Twist.NONE, Twist.CHARGED_BEFORE, Twist.CHARGED_AFTER, Twist.CANCELLED_BEFORE, Twist.CANCELLED_AFTER);

    @Property(tries = 10_000)
    void anyInterleavingEndsWithOneChargeOrWithNoneHeld(
            @ForAll @Size(min = 1, max = 4) List<Step> steps, @ForAll @Size(max = 12) List<Twist> script) {
        var ledger = new Ledger();
        var order = new OneOrder(ledger, script);

        steps.forEach(order::run);
        order.calm();

        if (order.isCancelled()) {
            assertNothingIsHeld(order, ledger);
        } else {
            assertChargedOnce(order, ledger);
        }
    }

    /** A gateway that forgets its refunds may charge late; as long as the process that asked lives, the money goes back. */
    @Property(tries = 5000)
    void moneyThatComesInAfterTheCancellationGoesBack(@ForAll @Size(max = 12) List<Twist> script) {
        var ledger = new Ledger(false);
        var order = new OneOrder(ledger, script.stream().filter(INTERVENTIONS::contains).toList());

        order.run(Step.CHARGE);
        order.run(Step.CANCEL);
        order.calm();
        order.finishForgotten();

        assertThat(ledger.held()).isZero();
    }

    private static void assertNothingIsHeld(OneOrder order, Ledger ledger) {
        var outcome = order.cancel();

        assertThat(ledger.held()).isZero();
        assertThat(outcome).isEqualTo(ledger.charges == 0 ? new CancelOutcome.Cancelled() : new CancelOutcome.Refunded());
        assertThat(order.status()).isEqualTo(ledger.charges == 0 ? PaymentStatus.CANCELLED : PaymentStatus.REFUNDED);
        assertThat(order.charge()).isEqualTo(new ChargeOutcome.Cancelled());
        assertThat(ledger.held()).isZero();
    }

    private static void assertChargedOnce(OneOrder order, Ledger ledger) {
        assertThat(order.charge()).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(order.charge()).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(ledger.held()).isEqualTo(1);
        assertThat(order.status()).isEqualTo(PaymentStatus.CAPTURED);
    }
}
