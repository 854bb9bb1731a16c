package dev.martlet.customers.infrastructure;

import dev.martlet.customers.domain.Customer;
import dev.martlet.customers.domain.CustomerDetails;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import java.util.Optional;

/** The members that {@code PATCH /customers/{id}} may change. */
record ChangeCustomerBody(String email, String name, boolean active, Optional<Money> creditLimit) implements Validated {
    static ChangeCustomerBody of(Customer customer) {
        return new ChangeCustomerBody(customer.email(), customer.name(), customer.active(), Optional.of(customer.credit().limit()));
    }

    @Override
    public void check(Violations violations) {
        RegisterCustomerBody.check(violations, email, name);
    }

    /** A limit that is removed becomes 0 in its current currency. */
    CustomerDetails details(Customer current) {
        return new CustomerDetails(email, name, active, creditLimit.orElse(Money.zero(current.credit().limit().currency())));
    }
}
