package dev.martlet.customers.infrastructure;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.core.settings.Settings;

/**
 * The node {@code modules.customers}.
 *
 * @param defaultLimit the credit limit of customers that are registered without one: 0 in the currency {@code credit.currency}, an ISO 4217 code, default EUR
 */
public record CustomerSettings(Money defaultLimit) {
    private static final String CURRENCY = "credit.currency";
    private static final String DEFAULT_CURRENCY = "EUR";

    public static CustomerSettings from(Settings settings) {
        return new CustomerSettings(zero(settings));
    }

    private static Money zero(Settings settings) {
        try {
            return Money.zero(settings.text(CURRENCY, DEFAULT_CURRENCY));
        } catch (IllegalArgumentException _) {
            settings.fault(CURRENCY, "must be an ISO 4217 code such as EUR");
            return Money.zero(DEFAULT_CURRENCY);
        }
    }
}
