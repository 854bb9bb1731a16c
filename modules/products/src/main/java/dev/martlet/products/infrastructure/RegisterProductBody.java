package dev.martlet.products.infrastructure;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import dev.martlet.products.domain.ProductDetails;
import java.util.Optional;

/**
 * The body of {@code POST /products}.
 *
 * @param stock the first available stock, in pieces
 */
record RegisterProductBody(Optional<String> sku, String name, Optional<String> description, Money price, long stock) implements Validated {
    private static final long MAX_STOCK = 1_000_000_000;

    @Override
    public void check(Violations violations) {
        changeable().check(violations);
        violations.range("/stock", stock, 0, MAX_STOCK);
    }

    ProductDetails details() {
        return changeable().details();
    }

    private ChangeProductBody changeable() {
        return new ChangeProductBody(sku, name, description, price);
    }
}
