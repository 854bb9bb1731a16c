package dev.martlet.products.application;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.Stock;
import dev.martlet.products.domain.StockAdjustment;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/** Corrects the stock to what an operator found, received or threw away. */
public final class AdjustStock {
    private final Products products;
    private final StockAdjustments adjustments;
    private final Clock clock;

    public AdjustStock(Products products, StockAdjustments adjustments, Clock clock) {
        this.products = products;
        this.adjustments = adjustments;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Adjusted(StockAdjustment adjustment) implements Outcome {}

        record NotFound() implements Outcome {}

        /** @param available all that could be taken out */
        record InsufficientStock(long available) implements Outcome {}

        /** More than {@link Stock#MOST_AVAILABLE} would be available. */
        record TooMuchStock() implements Outcome {}
    }

    /** @param check sees the product as it is, and nothing changes it meanwhile; what it throws ends the adjustment */
    public Outcome adjust(Sql tx, UUID productId, long delta, String reason, Consumer<Product> check) {
        return products.lock(tx, productId)
                .map(product -> {
                    check.accept(product);
                    return adjust(tx, product, delta, reason);
                })
                .orElseGet(Outcome.NotFound::new);
    }

    private Outcome adjust(Sql tx, Product product, long delta, String reason) {
        return switch (product.stock().adjustedBy(delta)) {
            case Stock.Adjustment.Adjusted(var after) ->
                keep(tx, new StockAdjustment(Ids.next(), product.id(), delta, reason, after, clock.instant()));
            case Stock.Adjustment.TooLittle(var available) -> new Outcome.InsufficientStock(available);
            case Stock.Adjustment.TooMuch _ -> new Outcome.TooMuchStock();
        };
    }

    private Outcome keep(Sql tx, StockAdjustment adjustment) {
        adjustments.add(tx, adjustment);
        return new Outcome.Adjusted(adjustment);
    }
}
