package dev.martlet.products.application;

import dev.martlet.platform.core.Ids;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.Stock;
import dev.martlet.products.domain.StockAdjustment;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/** Adjusts the stock of a product: a delivery, a loss or a count. */
public final class AdjustStock {
    private final Products products;
    private final StockAdjustments adjustments;
    private final Clock clock;

    public AdjustStock(Products products, StockAdjustments adjustments, Clock clock) {
        this.products = products;
        this.adjustments = adjustments;
        this.clock = clock;
    }

    /** The result of an adjustment. */
    public sealed interface Outcome {
        record Adjusted(StockAdjustment adjustment) implements Outcome {}

        record NotFound() implements Outcome {}

        /** @param available the stock that can be removed at most */
        record InsufficientStock(long available) implements Outcome {}

        /** More than {@link Stock#MAX_AVAILABLE} would be available. */
        record TooMuchStock() implements Outcome {}
    }

    /** Needs a transaction. @param precondition receives the locked product before any change; an exception from it ends the transaction */
    public Outcome adjust(UUID productId, long delta, String reason, Consumer<Product> precondition) {
        var locked = products.lock(productId);
        locked.ifPresent(precondition);
        return locked.map(product -> adjust(product, delta, reason)).orElseGet(Outcome.NotFound::new);
    }

    private Outcome adjust(Product product, long delta, String reason) {
        return switch (product.stock().adjustedBy(delta)) {
            case Stock.Adjustment.Adjusted(var after) ->
                store(new StockAdjustment(Ids.next(), product.id(), delta, reason, after, clock.instant()));
            case Stock.Adjustment.TooLittle(var available) -> new Outcome.InsufficientStock(available);
            case Stock.Adjustment.TooMuch _ -> new Outcome.TooMuchStock();
        };
    }

    private Outcome store(StockAdjustment adjustment) {
        adjustments.add(adjustment);
        return new Outcome.Adjusted(adjustment);
    }
}
