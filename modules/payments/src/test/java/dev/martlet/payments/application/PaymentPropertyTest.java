package dev.martlet.payments.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.application.FaultInjector.Fault;
import dev.martlet.payments.application.OrderDriver.Step;
import dev.martlet.payments.domain.PaymentStatus;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Lost answers, crashes and concurrent requests: an order is charged once, and after its cancellation nothing of its money is held. */
class PaymentPropertyTest {
    private static final Set<Fault> INTERVENTIONS =
            Set.of(Fault.NONE, Fault.CHARGED_BEFORE, Fault.CHARGED_AFTER, Fault.CANCELLED_BEFORE, Fault.CANCELLED_AFTER);

    @Property(tries = 10_000)
    void anyInterleavingEndsWithOneChargeOrWithNoneHeld(
            @ForAll @Size(min = 1, max = 4) List<Step> steps, @ForAll @Size(max = 12) List<Fault> script) {
        var ledger = new FakeGateway();
        var order = new OrderDriver(ledger, script);

        steps.forEach(order::run);
        order.endFaults();

        if (order.isCancelled()) {
            assertNothingIsHeld(order, ledger);
        } else {
            assertChargedOnce(order, ledger);
        }
    }

    /** A gateway that forgets its refunds may charge late; as long as the calling process lives, the money goes back. */
    @Property(tries = 5000)
    void moneyThatComesInAfterTheCancellationGoesBack(@ForAll @Size(max = 12) List<Fault> script) {
        var ledger = new FakeGateway(false);
        var order = new OrderDriver(ledger, script.stream().filter(INTERVENTIONS::contains).toList());

        order.run(Step.CHARGE);
        order.run(Step.CANCEL);
        order.endFaults();
        order.recoverRefunds();

        assertThat(ledger.held()).isZero();
    }

    private static void assertNothingIsHeld(OrderDriver order, FakeGateway ledger) {
        var outcome = order.cancel();

        assertThat(ledger.held()).isZero();
        assertThat(outcome).isEqualTo(ledger.charges == 0 ? new CancelOutcome.Cancelled() : new CancelOutcome.Refunded());
        assertThat(order.status()).isEqualTo(ledger.charges == 0 ? PaymentStatus.CANCELLED : PaymentStatus.REFUNDED);
        assertThat(order.charge()).isEqualTo(new ChargeOutcome.Cancelled());
        assertThat(ledger.held()).isZero();
    }

    private static void assertChargedOnce(OrderDriver order, FakeGateway ledger) {
        assertThat(order.charge()).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(order.charge()).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(ledger.held()).isEqualTo(1);
        assertThat(order.status()).isEqualTo(PaymentStatus.CAPTURED);
    }
}
