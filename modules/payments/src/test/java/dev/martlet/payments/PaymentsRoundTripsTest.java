package dev.martlet.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.api.CancelOutcome;
import dev.martlet.payments.api.ChargeOutcome;
import dev.martlet.payments.application.ChargePayment;
import dev.martlet.payments.application.Gateways;
import dev.martlet.payments.application.UndoPayment;
import dev.martlet.payments.infrastructure.CreditGateway;
import dev.martlet.payments.infrastructure.PaymentRepository;
import dev.martlet.payments.infrastructure.PaymentView;
import dev.martlet.payments.infrastructure.PaymentViewRepository;
import dev.martlet.payments.infrastructure.SandboxGateway;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Round trips and plans of the statements: a page starts at its cursor, and no statement scans the whole table. */
class PaymentsRoundTripsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("payments");
    private static List<UUID> ids;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final PaymentViewRepository views = new PaymentViewRepository(probe);
    private final CountedSql sql = new CountedSql(database.sql());
    private final PaymentRepository payments = new PaymentRepository(sql);
    private final Gateways gateways = new Gateways(new SandboxGateway(Duration.ofSeconds(1)), new CreditGateway(new FakeCustomers()));
    private final UndoPayment undo = new UndoPayment(payments, gateways, Clock.systemUTC());
    private final ChargePayment charge = new ChargePayment(payments, gateways, undo, Clock.systemUTC());

    @BeforeAll
    static void fillTheTable() {
        var table = new AdHocSql(database.sql());
        table.execute("""
                insert into payments (id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at)
                select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1999, 'EUR', 'CARD', 'CAPTURED', now(), now()
                from generate_series(1, 5000)
                """);
        table.execute("analyze");
        ids = table.list("select id from payments order by id", row -> row.uuid("id"));
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

    @Test
    void aPageStartsAtItsCursor() {
        var page = views.list(Optional.empty(), Optional.empty(), new PageRequest(10, Optional.of(ids.get(500))));

        assertThat(page).hasSize(11).first().extracting(PaymentView::id).isEqualTo(ids.get(499));
        assertThat(probe.plans()).singleElement().asString().contains("Index Cond: (id <").doesNotContain("Sort").doesNotContain("Filter: (id");
    }

    /** Of the filled table: a payment that another test charges has a smaller id, because it begins with the time. */
    @Test
    void theFirstPageIsTheNewest() {
        assertThat(views.list(Optional.empty(), Optional.empty(), new PageRequest(10, Optional.empty())))
                .first().extracting(PaymentView::id).isEqualTo(ids.getLast());
        assertThat(probe.plans()).singleElement().asString().contains("Index Cond: (id <").doesNotContain("Sort");
    }

    @Test
    void theFirstPageOfAnOrderIsFoundByIndexes() {
        assertThat(views.list(Optional.of(UUID.randomUUID()), Optional.empty(), new PageRequest(10, Optional.empty()))).isEmpty();
        assertThat(probe.plans()).singleElement().asString().contains("Index Cond: (order_id =").doesNotContain("Seq Scan");
    }
}
