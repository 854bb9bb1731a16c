package dev.martlet.products.application;

import dev.martlet.kernel.Ids;
import dev.martlet.kernel.sql.Database;
import dev.martlet.kernel.sql.Sql;
import dev.martlet.kernel.sql.SqlFailure;
import dev.martlet.kernel.sql.Transactions;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Decides what can be ordered, and under which name and price. */
public final class Catalogue {
    private final Database database;
    private final Products products;
    private final Clock clock;

    public Catalogue(Database database, Products products, Clock clock) {
        this.database = database;
        this.products = products;
        this.clock = clock;
    }

    /** @param pieces how much there is of it at first */
    public Registration register(Sql tx, ProductDetails details, long pieces) {
        var now = clock.instant();
        var product = new Product(Ids.next(), details, Stock.of(pieces), now, now);
        return products.add(tx, product) ? new Registration.Registered(product) : new Registration.SkuTaken();
    }

    /** @param edit the new details; runs while nobody else can change the product, and at most once for each attempt of the transaction */
    public Change change(UUID id, Function<Product, ProductDetails> edit) {
        try {
            return Transactions.run(database, tx -> change(tx, id, edit));
        } catch (SqlFailure failure) {
            if (failure.isUniqueViolation()) {
                return new Change.SkuTaken();
            }
            throw failure;
        }
    }

    private Change change(Sql tx, UUID id, Function<Product, ProductDetails> edit) {
        return products.lock(tx, id)
                .<Change>map(current -> new Change.Changed(keep(tx, current.with(edit.apply(current), clock.instant()))))
                .orElseGet(Change.UnknownProduct::new);
    }

    private Product keep(Sql tx, Product changed) {
        products.change(tx, changed);
        return changed;
    }

    /** What became of a registration. */
    public sealed interface Registration {
        record Registered(Product product) implements Registration {}

        record SkuTaken() implements Registration {}
    }

    /** What became of a change. */
    public sealed interface Change {
        record Changed(Product product) implements Change {}

        record UnknownProduct() implements Change {}

        record SkuTaken() implements Change {}
    }
}
