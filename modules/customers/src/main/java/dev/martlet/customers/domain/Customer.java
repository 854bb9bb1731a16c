package dev.martlet.customers.domain;

import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer of the shop.
 *
 * @param active whether the customer may place orders
 */
public record Customer(UUID id, String email, String name, boolean active, Credit credit, Instant createdAt, Instant updatedAt) {
    public static Customer registered(UUID id, String email, String name, Money creditLimit, Instant now) {
        return new Customer(id, email, name, true, Credit.unused(creditLimit), now, now);
    }

    public CustomerDetails details() {
        return new CustomerDetails(email, name, active, credit.limit());
    }

    /**
     * Empty if open credit does not allow the new limit. {@code updatedAt} increases with every change, even if the clocks of two processes differ:
     * subscribers that keep a copy order the changes by it.
     */
    public Optional<Customer> with(CustomerDetails details, Instant now) {
        var changedAt = now.isAfter(updatedAt) ? now : updatedAt.plus(1, ChronoUnit.MICROS);
        return credit.withLimit(details.creditLimit())
                .map(newCredit -> new Customer(id, details.email(), details.name(), details.active(), newCredit, createdAt, changedAt));
    }
}
