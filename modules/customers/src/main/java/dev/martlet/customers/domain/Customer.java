package dev.martlet.customers.domain;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    public CustomerDetails details() {
        return new CustomerDetails(email, name, active, credit.limit());
    }

    /**
     * Empty if open credit forbids the new limit. Each change is later than the one before, also where the clocks of two processes differ: whoever keeps a copy
     * goes by that.
     */
    public Optional<Customer> with(CustomerDetails wanted, Instant now) {
        var changedAt = now.isAfter(updatedAt) ? now : updatedAt.plus(1, ChronoUnit.MICROS);
        return credit.withLimit(wanted.creditLimit())
                .map(newCredit -> new Customer(id, wanted.email(), wanted.name(), wanted.active(), newCredit, createdAt, changedAt));
    }
}
