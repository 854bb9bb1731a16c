package dev.martlet.customers.domain;

import dev.martlet.kernel.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who orders.
 *
 * @param active whether they may place orders
 */
public record Customer(UUID id, String email, String name, boolean active, Credit credit, Instant createdAt, Instant updatedAt) {
    public static Customer registered(UUID id, String email, String name, Money creditLimit, Instant now) {
        return new Customer(id, email, name, true, Credit.unused(creditLimit), now, now);
    }

    public Profile profile() {
        return new Profile(email, name, active, credit.limit());
    }

    /** Empty if open credit forbids the new limit. */
    public Optional<Customer> with(Profile wanted, Instant now) {
        return credit.withLimit(wanted.creditLimit())
                .map(newCredit -> new Customer(id, wanted.email(), wanted.name(), wanted.active(), newCredit, createdAt, now));
    }
}
