package dev.martlet.customers.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CheckCustomer;
import dev.martlet.customers.api.CreditReservation;
import dev.martlet.customers.api.ReleaseCredit;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.CustomersService;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What customers costs the database. */
class CustomersRoundTripsTest {
    private static Database database;

    private final CustomerRepository repository = new CustomerRepository(new Outbox());
    private final UUID customerId = CustomerFixture.register(database.sql());
    private final CountedSql sql = new CountedSql(database.sql());
    private final CustomersService customers = new CustomersService(sql, repository, new CreditReservationRepository());

    @BeforeAll
    static void open() {
        database = TestDatabase.open("customers");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aRegistrationWithItsEventTakesOne() {
        CustomerFixture.register(sql);

        assertThat(sql.statements()).isEqualTo(1);
    }

    @Test
    void aCheckTakesOne() {
        customers.check(new CheckCustomer(customerId));

        assertThat(sql.statements()).isEqualTo(1);
    }

    @Test
    void eachDecisionAboutCreditTakesOneAndSoDoesItsRepetition() {
        var granted = order(100);
        var refused = order(1);

        assertThat(customers.reserveCredit(granted)).isEqualTo(new CreditReservation.Reserved());
        assertThat(customers.reserveCredit(granted)).isEqualTo(new CreditReservation.Reserved());
        assertThat(customers.reserveCredit(refused)).isEqualTo(new CreditReservation.Insufficient());
        assertThat(customers.reserveCredit(refused)).isEqualTo(new CreditReservation.Insufficient());
        assertThat(sql.statements()).isEqualTo(4);
    }

    @Test
    void aReleaseTakesOne() {
        customers.releaseCredit(new ReleaseCredit(UUID.randomUUID()));

        assertThat(sql.statements()).isEqualTo(1);
    }

    private ReserveCredit order(long cents) {
        return new ReserveCredit(UUID.randomUUID(), customerId, Money.of(cents, "EUR"));
    }
}
