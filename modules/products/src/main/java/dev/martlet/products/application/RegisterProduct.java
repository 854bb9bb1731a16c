package dev.martlet.products.application;

import dev.martlet.platform.core.Ids;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
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
        var product = Product.registered(Ids.next(), details, pieces, clock.instant());
        return products.add(product) ? new Outcome.Registered(product) : new Outcome.SkuTaken();
    }
}
