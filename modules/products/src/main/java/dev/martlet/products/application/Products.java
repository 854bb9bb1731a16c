package dev.martlet.products.application;

import dev.martlet.products.domain.Product;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The stored products. */
public interface Products {
    /** Runs the work in one transaction, which ends without a change if the work throws. @param work receives the products in that transaction */
    <T> T transaction(Function<Products, T> work);

    /** @return false if another product has the SKU: nothing was stored */
    boolean add(Product product);

    /** Finds a product and locks it until the end of the transaction. */
    Optional<Product> lock(UUID id);

    /** Stores the details of a product, not its stock. @throws SkuTaken if another product has the SKU; the transaction cannot go on */
    void update(Product product);
}
