package dev.martlet.products.api;

import dev.martlet.platform.core.Money;
import java.util.List;
import java.util.UUID;

/** The result of {@link ProductsApi#reserve}. */
public sealed interface StockReservation {
    /**
     * The stock is reserved for the order.
     *
     * @param lines in the order of the requested items
     */
    record Reserved(List<Line> lines) implements StockReservation {}

    /** Some of the products do not exist. Nothing was reserved. */
    record UnknownProducts(List<UUID> productIds) implements StockReservation {}

    /** Some of the products have too little available stock. Nothing was reserved. */
    record InsufficientStock(List<UUID> productIds) implements StockReservation {}

    /** The prices of the products are in different currencies. Nothing was reserved. */
    record MixedCurrencies() implements StockReservation {}

    /** The order was released before: it cannot reserve stock. */
    record Released() implements StockReservation {}

    /** One product of a reservation, with its name and price at the time of the reservation. */
    record Line(UUID productId, String name, int quantity, Money unitPrice) {}
}
