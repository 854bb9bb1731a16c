package dev.martlet.products.application;

import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Changes the details of a product. */
public final class ChangeProduct {
    private final Products products;
    private final Clock clock;

    public ChangeProduct(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** The result of a change. */
    public sealed interface Outcome {
        /** @param product after the change; the same as before if the edit changes nothing */
        record Changed(Product product) implements Outcome {}

        record NotFound() implements Outcome {}

        record SkuTaken() implements Outcome {}
    }

    /** @param edit receives the locked product; an exception from it ends the transaction */
    public Outcome change(UUID id, Function<Product, ProductDetails> edit) {
        try {
            return products.transaction(tx -> tx.lock(id)
                    .map(product -> change(tx, product, edit.apply(product)))
                    .orElseGet(Outcome.NotFound::new));
        } catch (SkuTaken _) {
            return new Outcome.SkuTaken();
        }
    }

    private Outcome change(Products tx, Product product, ProductDetails details) {
        if (details.equals(product.details())) {
            return new Outcome.Changed(product);
        }
        var changed = product.with(details, clock.instant());
        tx.update(changed);
        return new Outcome.Changed(changed);
    }
}
