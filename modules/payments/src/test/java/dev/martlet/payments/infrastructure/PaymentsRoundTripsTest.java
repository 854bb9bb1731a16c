package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.FakeCustomers;
import dev.martlet.payments.ChargeOrderFixture;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.application.UndoPayment;
import dev.martlet.payments.application.ChargePayment;
import dev.martlet.payments.application.Gateways;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a payment costs the database. */
class PaymentsRoundTripsTest {
    private static Database database;

    private final CountedSql sql = new CountedSql(database.sql());
    private final PaymentRepository payments = new PaymentRepository(sql);
    private final Gateways gateways = new Gateways(new SandboxGateway(Duration.ofSeconds(1)), new CreditGateway(new FakeCustomers()));
    private final UndoPayment undo = new UndoPayment(payments, gateways, Clock.systemUTC());
    private final ChargePayment charge = new ChargePayment(payments, gateways, undo, Clock.systemUTC());

    @BeforeAll
    static void open() {
        database = TestDatabase.open("payments");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aChargeTakesTwoRoundTrips() {
        assertThat(charge.charge(ChargeOrderFixture.byCard("tok_visa"))).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(sql.statements()).isEqualTo(2);
    }

    @Test
    void aChargeOnCreditTakesTwoRoundTrips() {
        assertThat(charge.charge(ChargeOrderFixture.onCredit())).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(sql.statements()).isEqualTo(2);
    }

    @Test
    void aRefundTakesTwoMore() {
        var order = ChargeOrderFixture.byCard("tok_visa");
        charge.charge(order);

        assertThat(undo.undo(order.orderId())).isEqualTo(new CancelOutcome.Refunded());
        assertThat(sql.statements()).isEqualTo(4);
    }

    @Test
    void theMarkOfACancelledOrderTakesOne() {
        assertThat(undo.undo(ChargeOrderFixture.byCard("tok_visa").orderId())).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(sql.statements()).isEqualTo(1);
    }
}
