package dev.martlet.payments.application;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.payments.application.Twists.Twist;
import dev.martlet.payments.domain.PaymentStatus;
import dev.martlet.platform.core.Money;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An order that is charged and cancelled over and over, while the twists of a script happen. */
final class OneOrder {
    private final ChargeOrder order =
            new ChargeOrder(UUID.randomUUID(), UUID.randomUUID(), Money.of(1999, "EUR"), PaymentMethod.CARD, Optional.of("tok_visa"));
    private final RememberedPayments payments = new RememberedPayments();
    private final Ledger ledger;
    private Cancelling cancelling;
    private Charging charging;
    private boolean isCancelled;

    OneOrder(Ledger ledger, List<Twist> script) {
        this.ledger = ledger;
        var twists = new Twists(script, () -> run(Step.CHARGE), () -> run(Step.CANCEL));
        use(twists.on(payments), twists.on(ledger));
    }

    enum Step { CHARGE, CANCEL }

    /** Whoever asked and did not get an answer asks again later. */
    void run(Step step) {
        try {
            switch (step) {
                case CHARGE -> charge();
                case CANCEL -> cancel();
            }
        } catch (Twists.Died _) {
            return;
        }
    }

    /** Nothing happens from now on but what is asked for. */
    void calm() {
        use(payments, ledger);
    }

    ChargeOutcome charge() {
        return charging.charge(order);
    }

    CancelOutcome cancel() {
        isCancelled = true;
        return cancelling.cancel(order.orderId());
    }

    void finishForgotten() {
        new ForgottenRefunds(payments, cancelling, Clock.systemUTC()).finishSome();
    }

    boolean isCancelled() {
        return isCancelled;
    }

    PaymentStatus status() {
        return payments.find(order.orderId()).orElseThrow().state().status();
    }

    private void use(Payments recorded, Gateway gateway) {
        var gateways = new Gateways(gateway, gateway);
        cancelling = new Cancelling(recorded, gateways, Clock.systemUTC());
        charging = new Charging(recorded, gateways, cancelling, Clock.systemUTC());
    }
}
