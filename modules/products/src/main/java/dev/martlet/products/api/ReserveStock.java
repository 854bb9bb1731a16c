package dev.martlet.products.api;

import java.util.List;
import java.util.UUID;

/**
 * The request of {@link ProductsApi#reserve}. A repeated request for an order has the same items.
 *
 * @param items 1 to 100, no product twice
 */
public record ReserveStock(UUID orderId, List<Item> items) {
    /** @throws IllegalArgumentException outside the ranges above */
    public ReserveStock {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > 100 || items.stream().map(Item::productId).distinct().count() < items.size()) {
            throw new IllegalArgumentException("items must be 1 to 100, no product twice");
        }
    }

    /** @param quantity 1 to 10000 */
    public record Item(UUID productId, int quantity) {
        /** @throws IllegalArgumentException outside the range above */
        public Item {
            if (quantity < 1 || quantity > 10_000) {
                throw new IllegalArgumentException("quantity must be from 1 to 10000");
            }
        }
    }
}
