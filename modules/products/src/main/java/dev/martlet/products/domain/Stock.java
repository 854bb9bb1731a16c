package dev.martlet.products.domain;

/**
 * The stock of a product, in pieces.
 *
 * @param available pieces that can be ordered; never below 0
 * @param reserved pieces of orders that are not confirmed yet; never below 0
 */
public record Stock(long available, long reserved) {
    /** 10^9: the maximum of available pieces after an adjustment. Released orders may exceed it, so the table has no such constraint. */
    public static final long MAX_AVAILABLE = 1_000_000_000L;

    public static Stock of(long available) {
        return new Stock(available, 0);
    }

    public Adjustment adjustedBy(long delta) {
        long left = available + delta;
        if (left < 0) {
            return new Adjustment.TooLittle(available);
        }
        return left > MAX_AVAILABLE && delta > 0 ? new Adjustment.TooMuch() : new Adjustment.Adjusted(new Stock(left, reserved));
    }

    /** The result of an adjustment. */
    public sealed interface Adjustment {
        record Adjusted(Stock stock) implements Adjustment {}

        /** @param available the stock that can be removed at most */
        record TooLittle(long available) implements Adjustment {}

        /** More than {@link #MAX_AVAILABLE} would be available. */
        record TooMuch() implements Adjustment {}
    }
}
