package dev.martlet.customers.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.CustomersDriver;
import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.RegisterCustomer;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.testing.CountedSql;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Orders of many customers in one statement have the outcomes that they would have one by one. */
class BatchedCreditReservationsTest {
    @AutoClose
    private static final Database database = TestDatabase.open("customers");

    private final CountedSql sql = new CountedSql(database.sql());
    private final CustomerRepository customers = new CustomerRepository(database, new Outbox());
    private final CreditReservationRepository reservations = new CreditReservationRepository(sql);

    @Test
    void eachCustomersOrderIsDecidedByItsOwnCredit() {
        var ada = register();
        var bob = register();
        var eve = register();
        var before = order(eve, 30, "EUR");
        reservations.reserve(before);

        var statuses = reservations.reserve(List.of(
                order(ada, 100, "EUR"), order(bob, 101, "EUR"), before, order(UUID.randomUUID(), 1, "EUR"), order(register(), 1, "JPY")));

        assertThat(statuses).containsExactly(
                Optional.of(CreditStatus.RESERVED),
                Optional.of(CreditStatus.REFUSED),
                Optional.of(CreditStatus.RESERVED),
                Optional.empty(),
                Optional.of(CreditStatus.REFUSED));
        assertThat(List.of(reserved(ada), reserved(bob), reserved(eve))).containsExactly(100L, 0L, 30L);
        assertThat(sql.statements()).isEqualTo(2);
    }

    @Test
    void aReleasedOrderOfABatchReservesNothing() {
        var ada = register();
        var bob = register();
        var released = order(ada, 10, "EUR");
        reservations.release(released.orderId());

        assertThat(reservations.reserve(List.of(released, order(bob, 10, "EUR"))))
                .containsExactly(Optional.of(CreditStatus.RELEASED), Optional.of(CreditStatus.RESERVED));
        assertThat(List.of(reserved(ada), reserved(bob))).containsExactly(0L, 10L);
    }

    private long reserved(UUID customerId) {
        return customers.find(customerId).orElseThrow().credit().reserved().amount();
    }

    private static ReserveCredit order(UUID customerId, long cents, String currency) {
        return new ReserveCredit(UUID.randomUUID(), customerId, Money.of(cents, currency));
    }

    /** A customer with a credit limit of 100 cents. */
    private UUID register() {
        var outcome = new RegisterCustomer(customers, Money.of(100, "EUR"), Clock.systemUTC())
                .register(Optional.empty(), CustomersDriver.email(), "Ada", Optional.empty());
        return switch (outcome) {
            case RegisterCustomer.Outcome.Registered(var customer) -> customer.id();
            case RegisterCustomer.Outcome.EmailTaken _ -> throw new AssertionError("the email is taken");
            case RegisterCustomer.Outcome.Exists _ -> throw new AssertionError("the email is taken");
        };
    }
}
