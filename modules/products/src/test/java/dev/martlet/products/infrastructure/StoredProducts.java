package dev.martlet.products.infrastructure;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Stores products for a test and reads their stock. */
record StoredProducts(Database database) {
    private static final SqlStatement DELIVER = SqlStatement.of("test.deliver", """
            update products
            set available = available + :pieces
            where id = :id""");
    private static final SqlStatement IS_BLOCKED = SqlStatement.of("test.is-blocked", """
            select true as blocked
            from pg_locks
            where not granted""");

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    UUID add(long stock) {
        var details = new ProductDetails(Optional.empty(), "Martlet", Optional.empty(), Money.of(1999, "EUR"));
        var product = Product.registered(Ids.next(), details, stock, NOW);
        new ProductRepository(database).add(product);
        return product.id();
    }

    List<UUID> add(int products, long stock) {
        return Stream.generate(() -> add(stock)).limit(products).toList();
    }

    Stock stock(UUID productId) {
        return new ProductRepository(database).find(productId).orElseThrow().stock();
    }

    void deliver(Sql tx, UUID productId, long pieces) {
        tx.prepare(DELIVER).set("id", productId).set("pieces", pieces).execute();
    }

    /** Whether a statement waits for a lock of another transaction. */
    boolean isStatementBlocked() {
        return database.sql().prepare(IS_BLOCKED).exists();
    }
}
