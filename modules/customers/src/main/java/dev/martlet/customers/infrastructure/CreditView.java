package dev.martlet.customers.infrastructure;

import dev.martlet.customers.domain.Credit;
import dev.martlet.platform.core.Money;

/** A customer's credit in REST responses. */
record CreditView(Money limit, Money reserved, Money available) {
    static CreditView of(Credit credit) {
        return new CreditView(credit.limit(), credit.reserved(), credit.available());
    }
}
