package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.application.ChargePayment;
import dev.martlet.payments.application.Gateways;
import dev.martlet.payments.application.UndoPayment;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many payments in one statement have the outcomes that they would have one by one. */
class BatchedPaymentsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    @AutoClose
    private static final Database database = TestDatabase.open("payments");

    private final CountedSql sql = new CountedSql(database.sql());
    private final PaymentRepository payments = new PaymentRepository(sql);

    @Test
    void paymentsAreOpenedInOneStatementAndOnlyOnce() {
        var before = List.of(ChargeOrderFixture.byCard("tok_visa"), ChargeOrderFixture.onCredit());
        var cancelled = ChargeOrderFixture.byCard("tok_visa");
        payments.open(before.getFirst(), NOW);
        payments.undo(cancelled.orderId(), NOW);
        var next = ChargeOrderFixture.byCard("tok_declined");

        var opened = payments.open(List.of(next, before.getFirst(), before.getLast(), cancelled), NOW);

        assertThat(opened).extracting(Optional::isPresent).containsExactly(true, false, true, false);
        assertThat(opened.getFirst()).isEqualTo(payments.find(next.orderId()));
        assertThat(opened.get(2)).isEqualTo(payments.find(before.getLast().orderId()));
        assertThat(sql.statements()).isEqualTo(2 + 1 + 2);
    }

    @Test
    void onlyAuthorizedPaymentsAreSettledTogether() {
        var captured = ChargeOrderFixture.byCard("tok_visa");
        var declined = ChargeOrderFixture.byCard("tok_declined");
        var cancelled = ChargeOrderFixture.byCard("tok_visa");
        payments.open(List.of(captured, declined, cancelled), NOW);
        payments.undo(cancelled.orderId(), NOW);

        var settled = payments.settle(Map.of(
                captured.orderId(), PaymentState.CAPTURED, declined.orderId(), PaymentState.DECLINED, cancelled.orderId(), PaymentState.CAPTURED), NOW);

        assertThat(settled).extracting(Payment::orderId).containsExactlyInAnyOrder(captured.orderId(), declined.orderId());
        assertThat(settled).allSatisfy(payment -> assertThat(payments.find(payment.orderId())).contains(payment));
        assertThat(state(captured)).isEqualTo(PaymentState.CAPTURED);
        assertThat(state(declined)).isEqualTo(PaymentState.DECLINED);
        assertThat(state(cancelled)).isEqualTo(PaymentState.CANCELLING);
    }

    @Test
    void settlingTouchesNoIndex() {
        var orders = Stream.generate(ChargeOrderFixture::onCredit).limit(5).toList();

        Transactions.run(database, tx -> {
            long before = updatesOfIndexes(tx);
            new PaymentRepository(tx).open(orders, NOW);
            orders.forEach(order -> new PaymentRepository(tx).settle(order.orderId(), PaymentState.CAPTURED, NOW));
            assertThat(updatesOfIndexes(tx)).isEqualTo(before);
            return true;
        });
    }

    @Test
    void chargesAtTheSameTimeAreEachSettledByTheirOwnAnswer() throws Exception {
        var batched = new BatchedPayments(database);
        var sandbox = new SandboxGateway(Duration.ofSeconds(1));
        var gateways = new Gateways(sandbox, sandbox);
        var charge = new ChargePayment(batched, gateways, new UndoPayment(batched, gateways, Clock.systemUTC()), Clock.systemUTC());
        var orders = Stream.iterate(0, i -> i + 1).limit(64).map(i -> ChargeOrderFixture.byCard(i % 3 == 0 ? "tok_declined" : "tok_visa")).toList();

        var outcomes = concurrently(orders.stream().<Callable<ChargeOutcome>>map(order -> () -> charge.charge(order)).toList());

        for (int i = 0; i < orders.size(); i++) {
            assertThat(outcomes.get(i)).isInstanceOf(i % 3 == 0 ? ChargeOutcome.Declined.class : ChargeOutcome.Captured.class);
            assertThat(state(orders.get(i))).isEqualTo(i % 3 == 0 ? PaymentState.DECLINED : PaymentState.CAPTURED);
        }
    }

    private static long updatesOfIndexes(Sql tx) {
        return new AdHocSql(tx)
                .first("select sum(n_tup_upd - n_tup_hot_upd) as updates from pg_stat_xact_user_tables", row -> row.number("updates"))
                .orElseThrow();
    }

    private PaymentState state(ChargeOrder order) {
        return payments.find(order.orderId()).orElseThrow().state();
    }

    private static <T> List<T> concurrently(List<Callable<T>> tasks) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }
    }
}
