package dev.martlet.products.application;

import dev.martlet.products.domain.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Products in memory. A transaction whose work throws is rolled back. */
final class InMemoryProducts implements Products {
    private final Map<UUID, Product> rows = new LinkedHashMap<>();

    @Override
    public <T> T transaction(Function<Products, T> work) {
        var before = new LinkedHashMap<>(rows);
        try {
            return work.apply(this);
        } catch (RuntimeException failure) {
            rows.clear();
            rows.putAll(before);
            throw failure;
        }
    }

    @Override
    public boolean add(Product product) {
        boolean free = !isSkuTaken(product);
        if (free) {
            rows.put(product.id(), product);
        }
        return free;
    }

    @Override
    public Optional<Product> lock(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public void update(Product product) {
        if (isSkuTaken(product)) {
            throw new SkuTaken(null);
        }
        rows.computeIfPresent(product.id(), (_, row) ->
                new Product(row.id(), product.details(), row.stock(), row.createdAt(), product.updatedAt()));
    }

    List<Product> all() {
        return List.copyOf(rows.values());
    }

    Product get(UUID id) {
        return lock(id).orElseThrow();
    }

    /** Stores a product as it is. */
    void put(Product product) {
        rows.put(product.id(), product);
    }

    private boolean isSkuTaken(Product product) {
        return product.details().sku().isPresent() && rows.values().stream()
                .anyMatch(row -> !row.id().equals(product.id()) && row.details().sku().equals(product.details().sku()));
    }
}
