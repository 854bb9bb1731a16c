package dev.martlet.products.application;

import dev.martlet.platform.core.Money;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The product of a test. */
final class ProductFixture {
    static final Instant REGISTERED_AT = Instant.parse("2026-03-01T12:00:00Z");

    private ProductFixture() {}

    /** A product that costs 1999 EUR cents. */
    static Product product(String name, Optional<String> sku, Stock stock) {
        return product(details(name, sku), stock);
    }

    static Product product(ProductDetails details, Stock stock) {
        return new Product(UUID.randomUUID(), details, stock, REGISTERED_AT, REGISTERED_AT);
    }

    static ProductDetails details(String name, Optional<String> sku) {
        return new ProductDetails(sku, name, Optional.empty(), Money.of(1999, "EUR"));
    }
}
