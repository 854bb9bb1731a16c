package dev.martlet.loyalty.domain;

import dev.martlet.platform.core.Money;

/** The rule for earning points: one for each whole major unit of a confirmed order's total, in any currency. */
public final class Points {
    private Points() {}

    public static long earnedBy(Money total) {
        return total.majorUnits();
    }
}
