package dev.martlet.products.infrastructure;

import dev.martlet.platform.core.Money;
import dev.martlet.products.domain.Product;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A product as REST clients see it. */
record ProductView(
        UUID id,
        Optional<String> sku,
        String name,
        Optional<String> description,
        Money price,
        StockView stock,
        Instant createdAt,
        Instant updatedAt) {

    static ProductView of(Product product) {
        var details = product.details();
        return new ProductView(
                product.id(),
                details.sku(),
                details.name(),
                details.description(),
                details.price(),
                StockView.of(product.stock()),
                product.createdAt(),
                product.updatedAt());
    }
}
