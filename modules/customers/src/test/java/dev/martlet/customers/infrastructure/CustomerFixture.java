package dev.martlet.customers.infrastructure;

import dev.martlet.customers.CustomersDriver;
import dev.martlet.customers.application.RegisterCustomer;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Somebody with a credit limit of 100 cents. */
final class CustomerFixture {
    private CustomerFixture() {}

    static UUID register(Sql sql) {
        var registerCustomer = new RegisterCustomer(new CustomerRepository(new Outbox()), Money.zero("EUR"), Clock.systemUTC());
        return switch (registerCustomer.register(sql, CustomersDriver.email(), "Ada", Optional.of(Money.of(100, "EUR")))) {
            case RegisterCustomer.Outcome.Registered(var customer) -> customer.id();
            case RegisterCustomer.Outcome.EmailTaken _ -> throw new AssertionError("the email is taken");
        };
    }
}
