package dev.martlet.customers.infrastructure;

import dev.martlet.customers.domain.EmailSyntax;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import java.util.Optional;

/** The body of {@code POST /customers}. */
record RegisterCustomerBody(String email, String name, Optional<Money> creditLimit) implements Validated {
    private static final int MAX_NAME_LENGTH = 200;

    @Override
    public void check(Violations violations) {
        check(violations, email, name);
    }

    static void check(Violations violations, String email, String name) {
        if (violations.required("/email", email)) {
            violations.when(!EmailSyntax.isValid(email), "/email", EmailSyntax.RULE);
        }
        violations.text("/name", name, 1, MAX_NAME_LENGTH);
    }
}
