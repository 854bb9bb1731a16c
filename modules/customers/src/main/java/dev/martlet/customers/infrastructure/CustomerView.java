package dev.martlet.customers.infrastructure;

import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Money;
import java.time.Instant;
import java.util.UUID;

/** A customer in REST responses. */
record CustomerView(UUID id, String email, String name, boolean active, Money creditLimit, Instant createdAt, Instant updatedAt) {
    static CustomerView of(Customer customer) {
        return new CustomerView(
                customer.id(),
                customer.email(),
                customer.name(),
                customer.active(),
                customer.credit().limit(),
                customer.createdAt(),
                customer.updatedAt());
    }
}
