package dev.martlet.platform.core;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An amount in the minor units of one currency (1999 EUR is 19.99 €).
 *
 * @param amount minor units, 0 to {@link #MAX_AMOUNT}
 * @param currency ISO 4217 code in capitals
 */
public record Money(long amount, String currency) implements Comparable<Money> {
    /** 10^12 minor units: the most that one amount may be. */
    public static final long MAX_AMOUNT = 1_000_000_000_000L;

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** @throws IllegalArgumentException outside the ranges above; the message is fit for users */
    public Money {
        Objects.requireNonNull(currency, "currency is required");
        if (amount < 0 || amount > MAX_AMOUNT) {
            throw new IllegalArgumentException("amount must be between 0 and " + MAX_AMOUNT);
        }
        if (!CURRENCIES.contains(currency)) {
            throw new IllegalArgumentException("currency must be an ISO 4217 code such as EUR");
        }
    }

    public static Money of(long amount, String currency) {
        return new Money(amount, currency);
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /** The codes of all currencies that an amount may have, in order. */
    public static SortedSet<String> currencies() {
        return new TreeSet<>(CURRENCIES);
    }

    /** For people: {@code 19.99 EUR}. */
    public String text() {
        return BigDecimal.valueOf(amount, digits()).toPlainString() + " " + currency;
    }

    /** @throws IllegalArgumentException if the currencies differ or the sum leaves the range */
    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameCurrency(other).amount), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ or the difference is below zero */
    public Money minus(Money other) {
        return new Money(amount - sameCurrency(other).amount, currency);
    }

    /** @throws IllegalArgumentException if the product leaves the range */
    public Money times(int factor) {
        if (factor < 0 || (factor > 0 && amount > MAX_AMOUNT / factor)) {
            throw new IllegalArgumentException("amount must be between 0 and " + MAX_AMOUNT);
        }
        return new Money(amount * factor, currency);
    }

    /** Whole major units, rounded down: 19.99 € has 19. A currency without minor units (JPY) has all of them. */
    public long majorUnits() {
        long divisor = 1;
        for (int i = digits(); i > 0; i--) {
            divisor *= 10;
        }
        return amount / divisor;
    }

    public boolean hasCurrencyOf(Money other) {
        return currency.equals(other.currency);
    }

    /** @throws IllegalArgumentException if the currencies differ: such amounts have no order */
    @Override
    public int compareTo(Money other) {
        return Long.compare(amount, sameCurrency(other).amount);
    }

    private int digits() {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    private Money sameCurrency(Money other) {
        if (!hasCurrencyOf(other)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " do not mix");
        }
        return other;
    }
}
