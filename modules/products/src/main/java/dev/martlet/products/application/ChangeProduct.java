package dev.martlet.products.application;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Changes what products are called, what they cost and what is said about them. */
public final class ChangeProduct {
    private final Database database;
    private final Products products;
    private final Clock clock;

    public ChangeProduct(Database database, Products products, Clock clock) {
        this.database = database;
        this.products = products;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** @param product as it is now; the same as before if nothing was to be changed */
        record Changed(Product product) implements Outcome {}

        record NotFound() implements Outcome {}

        record SkuTaken() implements Outcome {}
    }

    /** @param edit sees the product as it is, and nobody else changes it meanwhile; what it throws ends the change */
    public Outcome change(UUID id, Function<Product, ProductDetails> edit) {
        try {
            return Transactions.run(database, tx -> products.lock(tx, id)
                    .map(product -> change(tx, product, edit.apply(product)))
                    .orElseGet(Outcome.NotFound::new));
        } catch (SqlFailure failure) {
            // Only the SKU is unique among what may be changed. Asking first would not do: another product can take it in between.
            if (failure.isUniqueViolation()) {
                return new Outcome.SkuTaken();
            }
            throw failure;
        }
    }

    private Outcome change(Sql tx, Product product, ProductDetails wanted) {
        if (wanted.equals(product.details())) {
            return new Outcome.Changed(product);
        }
        var changed = product.with(wanted, clock.instant());
        products.update(tx, changed);
        return new Outcome.Changed(changed);
    }
}
