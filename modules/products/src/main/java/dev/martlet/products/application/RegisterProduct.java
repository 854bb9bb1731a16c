package dev.martlet.products.application;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.sql.Sql;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.time.Clock;

/** Takes new products into the catalogue. */
public final class RegisterProduct {
    private final Products products;
    private final Clock clock;

    public RegisterProduct(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Registered(Product product) implements Outcome {}

        record SkuTaken() implements Outcome {}
    }

    /** @param pieces how much there is of it at first */
    public Outcome register(Sql tx, ProductDetails details, long pieces) {
        var now = clock.instant();
        var product = new Product(Ids.next(), details, Stock.of(pieces), now, now);
        return products.add(tx, product) ? new Outcome.Registered(product) : new Outcome.SkuTaken();
    }
}
