package dev.martlet.products.application;

import dev.martlet.kernel.sql.Sql;
import dev.martlet.products.domain.Product;
import java.util.Optional;
import java.util.UUID;

/** The products on record. */
public interface Products {
    /** @return false if another product has its sku */
    boolean add(Sql tx, Product product);

    /** The product, which nobody else changes until the transaction ends. */
    Optional<Product> lock(Sql tx, UUID id);

    /** Keeps the details of a product; what its stock is, others decide. */
    void change(Sql tx, Product product);
}
