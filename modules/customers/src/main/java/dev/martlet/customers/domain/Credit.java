package dev.martlet.customers.domain;

import dev.martlet.platform.core.Money;
import java.util.Optional;

/**
 * What a customer may owe, and what orders hold of it already; both in one currency.
 *
 * @param reserved may exceed a limit that was lowered since
 */
public record Credit(Money limit, Money reserved) {
    public static Credit unused(Money limit) {
        return new Credit(limit, Money.zero(limit.currency()));
    }

    public Money available() {
        return reserved.compareTo(limit) < 0 ? limit.minus(reserved) : Money.zero(limit.currency());
    }

    /** Whether orders hold some of it. */
    public boolean isOpen() {
        return reserved.amount() > 0;
    }

    /** Empty if orders hold credit in another currency: no rate says what would be left of the new limit. */
    public Optional<Credit> withLimit(Money newLimit) {
        if (!isOpen()) {
            return Optional.of(unused(newLimit));
        }
        return newLimit.hasCurrencyOf(reserved) ? Optional.of(new Credit(newLimit, reserved)) : Optional.empty();
    }
}
