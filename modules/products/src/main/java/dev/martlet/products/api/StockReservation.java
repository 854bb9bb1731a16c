package dev.martlet.products.api;

import dev.martlet.platform.core.Money;
import java.util.List;
import java.util.UUID;

/** Answers {@link ProductsApi#reserve}. */
public sealed interface StockReservation {
    /**
     * The order holds the stock.
     *
     * @param lines in the order of the items asked for
     */
    record Reserved(List<Line> lines) implements StockReservation {}

    /** Some of the products do not exist. Nothing was reserved. */
    record UnknownProducts(List<UUID> productIds) implements StockReservation {}

    /** There is not enough of some of the products. Nothing was reserved. */
    record InsufficientStock(List<UUID> productIds) implements StockReservation {}

    /** The products are not all priced in one currency. Nothing was reserved. */
    record MixedCurrencies() implements StockReservation {}

    /** The order's stock was released before: it will never hold any. */
    record Released() implements StockReservation {}

    /** What the order holds of one product, named and priced as when it was reserved. */
    record Line(UUID productId, String name, int quantity, Money unitPrice) {}
}
