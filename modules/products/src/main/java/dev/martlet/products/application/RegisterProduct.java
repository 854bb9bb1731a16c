package dev.martlet.products.application;

import dev.martlet.platform.core.Ids;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.time.Clock;

/** Registers a new product. */
public final class RegisterProduct {
    private final Products products;
    private final Clock clock;

    public RegisterProduct(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** The result of a registration. */
    public sealed interface Outcome {
        record Registered(Product product) implements Outcome {}

        record SkuTaken() implements Outcome {}
    }

    /** @param pieces the first available stock */
    public Outcome register(ProductDetails details, long pieces) {
        var now = clock.instant();
        var product = new Product(Ids.next(), details, Stock.of(pieces), now, now);
        return products.add(product) ? new Outcome.Registered(product) : new Outcome.SkuTaken();
    }
}
