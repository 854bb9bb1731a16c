package dev.martlet.products.infrastructure;

import dev.martlet.kernel.Money;
import dev.martlet.kernel.http.Checked;
import dev.martlet.kernel.http.Violations;
import dev.martlet.products.domain.ProductDetails;

/**
 * The body of {@code POST /products}; null where it has no such member.
 *
 * @param stock pieces that are available at first
 */
record RegisterProduct(String sku, String name, String description, Money price, long stock) implements Checked {
    private static final long MOST_STOCK = 1_000_000_000;

    @Override
    public void check(Violations violations) {
        details(this).check(violations);
        violations.range("/stock", stock, 0, MOST_STOCK);
    }

    ProductDetails details() {
        return details(this).details();
    }

    private static ProductChange details(RegisterProduct body) {
        return new ProductChange(body.sku, body.name, body.description, body.price);
    }
}
