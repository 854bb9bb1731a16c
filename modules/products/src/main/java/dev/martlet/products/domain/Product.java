package dev.martlet.products.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A product that can be ordered.
 *
 * @param updatedAt when its details or its stock were last changed
 */
public record Product(UUID id, ProductDetails details, Stock stock, Instant createdAt, Instant updatedAt) {
    public Product with(ProductDetails changed, Instant now) {
        return new Product(id, changed, stock, createdAt, now);
    }
}
