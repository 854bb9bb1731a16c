package dev.martlet.customers.application;

import dev.martlet.customers.domain.Credit;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.UUID;

/** The customer of a test. */
final class CustomerFixture {
    static final Instant REGISTERED_AT = Instant.parse("2026-03-01T12:00:00Z");

    private CustomerFixture() {}

    /** @param limit in cents, like {@code reserved} */
    static Customer customer(String name, long limit, long reserved) {
        var email = name + "@example.org";
        return new Customer(UUID.randomUUID(), email, name, true, new Credit(euro(limit), euro(reserved)), REGISTERED_AT, REGISTERED_AT);
    }

    static Money euro(long cents) {
        return Money.of(cents, "EUR");
    }
}
