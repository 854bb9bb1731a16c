package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.application.ChargePayment;
import dev.martlet.payments.application.Gateway.RefundAnswer;
import dev.martlet.payments.application.Gateways;
import dev.martlet.payments.application.UndoPayment;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentStatus;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Requests for the same order at the same moment, on a real database. */
class ConcurrentPaymentsTest {
    private static final int ORDERS = 200;
    @AutoClose
    private static final Database database = TestDatabase.open("payments");

    private final SandboxGateway sandbox = new SandboxGateway(Duration.ofMillis(1));
    private final PaymentRepository payments = new PaymentRepository(database.sql());
    private final Gateways gateways = new Gateways(sandbox, sandbox);
    private final UndoPayment undo = new UndoPayment(payments, gateways, Clock.systemUTC());
    private final ChargePayment charge = new ChargePayment(payments, gateways, undo, Clock.systemUTC());

    @Test
    void racingChargesAnswerTheSamePayment() throws Exception {
        for (var order : orders()) {
            var outcomes = race(List.of(() -> charge.charge(order), () -> charge.charge(order)));

            assertThat(outcomes).allMatch(ChargeOutcome.Captured.class::isInstance).allMatch(outcomes.getFirst()::equals);
        }
    }

    @Test
    void aChargeThatRacesWithItsCancellationEndsInOneOfBothOutcomes() throws Exception {
        for (var order : orders()) {
            race(List.of(() -> charge.charge(order), () -> undo.undo(order.orderId()), () -> charge.charge(order)));

            var end = undo.undo(order.orderId());
            assertThat(charge.charge(order)).isEqualTo(new ChargeOutcome.Cancelled());
            assertThat(status(order)).isEqualTo(end.equals(new CancelOutcome.Refunded()) ? PaymentStatus.REFUNDED : PaymentStatus.CANCELLED);
            assertThat(sandbox.refund(order.orderId())).isEqualTo(
                    end.equals(new CancelOutcome.Refunded()) ? new RefundAnswer.Refunded() : new RefundAnswer.NothingToRefund());
        }
    }

    private static List<ChargeOrder> orders() {
        return Stream.generate(() -> ChargeOrderFixture.byCard("tok_visa")).limit(ORDERS).toList();
    }

    private PaymentStatus status(ChargeOrder order) {
        return payments.find(order.orderId()).map(Payment::state).orElseThrow().status();
    }

    private static List<Object> race(List<Callable<Object>> requests) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(requests).stream().map(Future::resultNow).toList();
        }
    }
}
