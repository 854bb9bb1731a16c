package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.FakeCustomers;
import dev.martlet.payments.Orders;
import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.application.Cancelling;
import dev.martlet.payments.application.Charging;
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
class RoundTripsTest {
    private static Database database;

    private final CountedSql sql = new CountedSql(database.sql());
    private final PaymentRepository payments = new PaymentRepository(sql);
    private final Gateways gateways = new Gateways(new SandboxGateway(Duration.ofSeconds(1)), new CreditGateway(new FakeCustomers()));
    private final Cancelling cancelling = new Cancelling(payments, gateways, Clock.systemUTC());
    private final Charging charging = new Charging(payments, gateways, cancelling, Clock.systemUTC());

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
        assertThat(charging.charge(Orders.byCard("tok_visa"))).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(sql.statements()).isEqualTo(2);
    }

    @Test
    void aChargeOnCreditTakesTwoRoundTrips() {
        assertThat(charging.charge(Orders.onCredit())).isInstanceOf(ChargeOutcome.Captured.class);
        assertThat(sql.statements()).isEqualTo(2);
    }

    @Test
    void aRefundTakesTwoMore() {
        var order = Orders.byCard("tok_visa");
        charging.charge(order);

        assertThat(cancelling.cancel(order.orderId())).isEqualTo(new CancelOutcome.Refunded());
        assertThat(sql.statements()).isEqualTo(4);
    }

    @Test
    void theMarkOfACancelledOrderTakesOne() {
        assertThat(cancelling.cancel(Orders.byCard("tok_visa").orderId())).isEqualTo(new CancelOutcome.Cancelled());
        assertThat(sql.statements()).isEqualTo(1);
    }
}
