package dev.martlet.products.infrastructure;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import java.util.Optional;

/** The members that {@code PATCH /products/{id}} may change. */
record ChangeProductBody(Optional<String> sku, String name, Optional<String> description, Money price) implements Validated {
    private static final int MAX_SKU_LENGTH = 64;
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_DESCRIPTION_LENGTH = 5000;

    static ChangeProductBody of(Product product) {
        var details = product.details();
        return new ChangeProductBody(details.sku(), details.name(), details.description(), details.price());
    }

    @Override
    public void check(Violations violations) {
        violations.optionalText("/sku", sku.orElse(null), 1, MAX_SKU_LENGTH);
        violations.text("/name", name, 1, MAX_NAME_LENGTH);
        violations.optionalLines("/description", description.orElse(null), 0, MAX_DESCRIPTION_LENGTH);
        if (violations.required("/price", price)) {
            violations.range("/price/amount", price.amount(), 1, Money.MAX_AMOUNT);
        }
    }

    ProductDetails details() {
        return new ProductDetails(sku, name, description, price);
    }
}
