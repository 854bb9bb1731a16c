package dev.martlet.products.api;

import java.util.List;
import java.util.UUID;

/**
 * Asks {@link ProductsApi#reserve}. The items of an order never change.
 *
 * @param items 1 to 100, no product twice
 */
public record ReserveStock(UUID orderId, List<Item> items) {
    /** @param quantity 1 to 10000 */
    public record Item(UUID productId, int quantity) {}
}
