package dev.martlet.products.domain;

/**
 * How much there is of a product, in pieces.
 *
 * @param available can be ordered; never below 0
 * @param reserved held for orders that are not yet confirmed; never below 0
 */
public record Stock(long available, long reserved) {
    /** 10^9: the most that an adjustment may leave available. What orders give back comes on top, so this is no limit of the table's. */
    public static final long MOST_AVAILABLE = 1_000_000_000L;

    public static Stock of(long available) {
        return new Stock(available, 0);
    }

    public Adjustment adjustedBy(long delta) {
        long left = available + delta;
        if (left < 0) {
            return new Adjustment.TooLittle(available);
        }
        return left > MOST_AVAILABLE && delta > 0 ? new Adjustment.TooMuch() : new Adjustment.Adjusted(new Stock(left, reserved));
    }

    /** What an adjustment would come to. */
    public sealed interface Adjustment {
        record Adjusted(Stock stock) implements Adjustment {}

        /** @param available all that could be taken out */
        record TooLittle(long available) implements Adjustment {}

        /** More than {@link #MOST_AVAILABLE} would be available. */
        record TooMuch() implements Adjustment {}
    }
}
