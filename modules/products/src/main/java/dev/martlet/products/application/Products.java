package dev.martlet.products.application;

import dev.martlet.platform.sql.Sql;
import dev.martlet.products.domain.Product;
import java.util.Optional;
import java.util.UUID;

/** Where products are kept. Each method is one statement. */
public interface Products {
    /** @return whether the SKU was free; nothing happened otherwise */
    boolean add(Sql sql, Product product);

    /** Finds a product that nobody else can change until the transaction ends. */
    Optional<Product> lock(Sql tx, UUID id);

    /** Keeps the details of a product, not its stock. Fails with a unique violation if another product has the SKU. */
    void update(Sql sql, Product product);
}
