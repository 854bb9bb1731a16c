package dev.martlet.loyalty.domain;

import dev.martlet.platform.core.Money;

/** How points are earned: one for each whole major unit of a confirmed order's total, in whatever currency. */
public final class Points {
    private Points() {}

    public static long earnedBy(Money total) {
        return total.majorUnits();
    }
}
