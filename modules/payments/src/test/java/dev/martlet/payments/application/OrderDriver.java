package dev.martlet.payments.application;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.payments.application.FaultInjector.Fault;
import dev.martlet.payments.domain.PaymentStatus;
import dev.martlet.platform.core.Money;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An order that is charged and cancelled again and again, while a script injects faults. */
final class OrderDriver {
    private final ChargeOrder order =
            new ChargeOrder(UUID.randomUUID(), UUID.randomUUID(), Money.of(1999, "EUR"), PaymentMethod.CARD, Optional.of("tok_visa"));
    private final InMemoryPayments payments = new InMemoryPayments();
    private final FakeGateway ledger;
    private UndoPayment undo;
    private ChargePayment charge;
    private boolean isCancelled;

    OrderDriver(FakeGateway ledger, List<Fault> script) {
        this.ledger = ledger;
        var faults = new FaultInjector(script, () -> run(Step.CHARGE), () -> run(Step.CANCEL));
        use(faults.on(payments), faults.on(ledger));
    }

    enum Step { CHARGE, CANCEL }

    /** A request without an answer is repeated later. */
    void run(Step step) {
        try {
            switch (step) {
                case CHARGE -> charge();
                case CANCEL -> cancel();
            }
        } catch (FaultInjector.Died _) {
            return;
        }
    }

    /** Injects nothing from now on. */
    void endFaults() {
        use(payments, ledger);
    }

    ChargeOutcome charge() {
        return charge.charge(order);
    }

    CancelOutcome cancel() {
        isCancelled = true;
        return undo.undo(order.orderId());
    }

    void recoverRefunds() {
        new RecoverRefunds(payments, undo, Clock.systemUTC()).recover();
    }

    boolean isCancelled() {
        return isCancelled;
    }

    PaymentStatus status() {
        return payments.find(order.orderId()).orElseThrow().state().status();
    }

    private void use(Payments recorded, Gateway gateway) {
        var gateways = new Gateways(gateway, gateway);
        undo = new UndoPayment(recorded, gateways, Clock.systemUTC());
        charge = new ChargePayment(recorded, gateways, undo, Clock.systemUTC());
    }
}
