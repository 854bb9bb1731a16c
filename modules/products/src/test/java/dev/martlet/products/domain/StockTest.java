package dev.martlet.products.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class StockTest {
    @Property
    void anAdjustmentAddsItsDeltaToTheAvailableStockOrChangesNothing(
            @ForAll @LongRange(max = Stock.MAX_AVAILABLE) long available,
            @ForAll @LongRange(max = 1_000_000) long reserved,
            @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long delta) {
        switch (new Stock(available, reserved).adjustedBy(delta)) {
            case Stock.Adjustment.Adjusted(var after) -> assertThat(after).isEqualTo(new Stock(available + delta, reserved));
            case Stock.Adjustment.TooLittle(var left) -> assertThat(left).isEqualTo(available).isLessThan(-delta);
            case Stock.Adjustment.TooMuch _ -> assertThat(available + delta).isGreaterThan(Stock.MAX_AVAILABLE);
        }
    }

    @Example
    void theLastPieceCanBeRemoved() {
        assertThat(new Stock(3, 2).adjustedBy(-3)).isEqualTo(new Stock.Adjustment.Adjusted(new Stock(0, 2)));
    }

    @Example
    void moreThanTheAvailableStockCannotBeRemoved() {
        assertThat(new Stock(3, 2).adjustedBy(-4)).isEqualTo(new Stock.Adjustment.TooLittle(3));
    }

    @Example
    void stockThatReleasedOrdersRaisedOverTheMaximumCanBeRemoved() {
        assertThat(new Stock(Stock.MAX_AVAILABLE + 5, 0).adjustedBy(-1))
                .isEqualTo(new Stock.Adjustment.Adjusted(new Stock(Stock.MAX_AVAILABLE + 4, 0)));
    }
}
