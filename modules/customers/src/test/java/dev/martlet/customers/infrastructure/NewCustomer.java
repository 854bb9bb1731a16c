package dev.martlet.customers.infrastructure;

import dev.martlet.customers.Office;
import dev.martlet.customers.application.Registering;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.sql.Sql;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Somebody with a credit limit of 100 cents. */
final class NewCustomer {
    private NewCustomer() {}

    static UUID register(Sql sql) {
        var registering = new Registering(new CustomerRepository(new Outbox()), Money.zero("EUR"), Clock.systemUTC());
        return switch (registering.register(sql, Office.email(), "Ada", Optional.of(Money.of(100, "EUR")))) {
            case Registering.Outcome.Registered(var customer) -> customer.id();
            case Registering.Outcome.EmailTaken _ -> throw new AssertionError("the email is taken");
        };
    }
}
