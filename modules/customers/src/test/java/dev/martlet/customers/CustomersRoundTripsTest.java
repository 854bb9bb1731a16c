package dev.martlet.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.CustomersService;
import dev.martlet.customers.application.RegisterCustomer;
import dev.martlet.customers.infrastructure.CreditReservationRepository;
import dev.martlet.customers.infrastructure.CustomerRepository;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The round trips and the plans of the statements: a change is one statement, no statement scans a whole table, and a page starts at its cursor. */
class CustomersRoundTripsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("customers");
    private static List<UUID> ids;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final CustomerRepository customers = new CustomerRepository(database, new Outbox()).in(probe);
    private final CustomersService service = new CustomersService(customers, new CreditReservationRepository(probe));

    @BeforeAll
    static void fillTheTables() {
        new AdHocSql(database.sql()).execute("""
                insert into customers (id, email, name, active, limit_amount, limit_currency, created_at, updated_at)
                select gen_random_uuid(), n || '@example.org', 'Ada', true, 100, 'EUR', now(), now()
                from generate_series(1, 5000) as n
                """);
        new AdHocSql(database.sql()).execute("""
                insert into credit_reservations (order_id, customer_id, amount, currency, status)
                select gen_random_uuid(), id, 0, 'EUR', 'RELEASED'
                from customers
                """);
        new AdHocSql(database.sql()).execute("analyze");
        ids = new AdHocSql(database.sql()).list("select id from customers order by id", row -> row.uuid("id"));
    }

    @Test
    void aRegistrationWithItsEventIsOneStatement() {
        var outcome = new RegisterCustomer(customers, Money.zero("EUR"), Clock.systemUTC())
                .register(Optional.empty(), CustomersDriver.email(), "Ada", Optional.empty());

        assertThat(outcome).isInstanceOf(RegisterCustomer.Outcome.Registered.class);
        assertThat(probe.plans()).hasSize(1);
    }

    @Test
    void aCheckIsOneStatementByIndexes() {
        service.check(new CheckCustomer(ids.getFirst()));

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void aReservationIsOneStatementByIndexes() {
        assertThat(service.reserveCredit(order(ids.get(1), 100))).isEqualTo(new CreditReservation.Reserved());

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void eachDecisionIsOneStatementAndSoIsItsRepetition() {
        var granted = order(ids.get(2), 100);
        var refused = order(ids.get(2), 1);

        assertThat(service.reserveCredit(granted)).isEqualTo(new CreditReservation.Reserved());
        assertThat(service.reserveCredit(granted)).isEqualTo(new CreditReservation.Reserved());
        assertThat(service.reserveCredit(refused)).isEqualTo(new CreditReservation.Insufficient());
        assertThat(service.reserveCredit(refused)).isEqualTo(new CreditReservation.Insufficient());
        assertThat(probe.plans()).hasSize(4);
    }

    @Test
    void aReleaseIsOneStatementByIndexes() {
        var order = order(ids.get(3), 100);
        new CreditReservationRepository(database.sql()).reserve(order);

        service.releaseCredit(new ReleaseCredit(order.orderId()));

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void aReleaseOfAnOrderWithoutAReservationIsOneStatementByIndexes() {
        service.releaseCredit(new ReleaseCredit(UUID.randomUUID()));

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void aCustomerIsFoundByEmailByAnIndex() {
        assertThat(customers.findByEmail("4711@EXAMPLE.org")).isPresent();

        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).contains("customers_by_email");
    }

    @Test
    void aPageOfCustomersStartsAtItsCursor() {
        var page = customers.list(new PageRequest(10, Optional.of(ids.get(500))));

        assertThat(page).hasSize(11).first().extracting(listed -> listed.customer().id()).isEqualTo(ids.get(499));
        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).contains("Index Cond: (COALESCE(list_position, id) <").doesNotContain("Sort").doesNotContain("Filter: (id");
    }

    private void assertThatOneStatementUsesIndexes() {
        assertThat(probe.plans()).hasSize(1);
        assertThat(probe.plans().getFirst()).contains("Index").doesNotContain("Seq Scan");
    }

    private static ReserveCredit order(UUID customerId, long cents) {
        return new ReserveCredit(UUID.randomUUID(), customerId, Money.of(cents, "EUR"));
    }
}
