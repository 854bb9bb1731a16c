package dev.martlet.customers.domain;

import dev.martlet.platform.core.Money;
import java.util.Optional;

/**
 * A customer's credit limit, and the part of it that orders hold. Both have the same currency.
 *
 * @param reserved exceeds the limit if the limit was lowered later
 */
public record Credit(Money limit, Money reserved) {
    public static Credit unused(Money limit) {
        return new Credit(limit, Money.zero(limit.currency()));
    }

    public Money available() {
        return reserved.compareTo(limit) < 0 ? limit.minus(reserved) : Money.zero(limit.currency());
    }

    /** Whether orders hold credit. */
    public boolean isOpen() {
        return reserved.amount() > 0;
    }

    /** Empty if orders hold credit in another currency than the new limit: there is no exchange rate. */
    public Optional<Credit> withLimit(Money newLimit) {
        if (!isOpen()) {
            return Optional.of(unused(newLimit));
        }
        return newLimit.hasCurrencyOf(reserved) ? Optional.of(new Credit(newLimit, reserved)) : Optional.empty();
    }
}
