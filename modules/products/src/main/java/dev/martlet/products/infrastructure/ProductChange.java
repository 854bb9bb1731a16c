package dev.martlet.products.infrastructure;

import dev.martlet.kernel.Money;
import dev.martlet.kernel.http.Checked;
import dev.martlet.kernel.http.Violations;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import java.util.Optional;

/** The members of a product that {@code PATCH /products/{id}} may change; null where there is none. */
record ProductChange(String sku, String name, String description, Money price) implements Checked {
    static ProductChange of(Product product) {
        var details = product.details();
        return new ProductChange(details.sku().orElse(null), details.name(), details.description().orElse(null), details.price());
    }

    @Override
    public void check(Violations violations) {
        violations.optionalText("/sku", sku, 1, 64);
        violations.text("/name", name, 1, 200);
        violations.optionalLines("/description", description, 0, 5000);
        if (violations.required("/price", price)) {
            violations.range("/price/amount", price.amount(), 1, Money.MAX_AMOUNT);
        }
    }

    ProductDetails details() {
        return new ProductDetails(Optional.ofNullable(sku), name, Optional.ofNullable(description), price);
    }
}
