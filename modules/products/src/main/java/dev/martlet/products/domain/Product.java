package dev.martlet.products.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A product that can be ordered.
 *
 * @param updatedAt when its details or its stock were last changed
 */
public record Product(UUID id, ProductDetails details, Stock stock, Instant createdAt, Instant updatedAt) {
    /** @param pieces the first available stock */
    public static Product registered(UUID id, ProductDetails details, long pieces, Instant now) {
        return new Product(id, details, Stock.of(pieces), now, now);
    }

    public Product with(ProductDetails changed, Instant now) {
        return new Product(id, changed, stock, createdAt, now);
    }
}
