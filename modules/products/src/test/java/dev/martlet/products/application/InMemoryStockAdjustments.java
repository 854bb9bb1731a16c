package dev.martlet.products.application;

import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.StockAdjustment;
import java.util.ArrayList;
import java.util.List;

/** Stock adjustments in memory. */
final class InMemoryStockAdjustments implements StockAdjustments {
    private final InMemoryProducts products;
    private final List<StockAdjustment> rows = new ArrayList<>();

    InMemoryStockAdjustments(InMemoryProducts products) {
        this.products = products;
    }

    @Override
    public void add(StockAdjustment adjustment) {
        rows.add(adjustment);
        var product = products.get(adjustment.productId());
        products.put(new Product(product.id(), product.details(), adjustment.after(), product.createdAt(), adjustment.createdAt()));
    }

    List<StockAdjustment> all() {
        return List.copyOf(rows);
    }
}
