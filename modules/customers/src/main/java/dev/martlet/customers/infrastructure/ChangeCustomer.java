package dev.martlet.customers.infrastructure;

import dev.martlet.customers.domain.Customer;
import dev.martlet.customers.domain.Profile;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import java.util.Optional;

/** What {@code PATCH /customers/{id}} may change. */
record ChangeCustomer(String email, String name, boolean active, Optional<Money> creditLimit) implements Validated {
    static ChangeCustomer of(Customer customer) {
        return new ChangeCustomer(customer.email(), customer.name(), customer.active(), Optional.of(customer.credit().limit()));
    }

    @Override
    public void check(Violations violations) {
        RegisterCustomer.check(violations, email, name);
    }

    /** A limit that was taken away is 0 in the currency that it had. */
    Profile profile(Customer current) {
        return new Profile(email, name, active, creditLimit.orElse(Money.zero(current.credit().limit().currency())));
    }
}
