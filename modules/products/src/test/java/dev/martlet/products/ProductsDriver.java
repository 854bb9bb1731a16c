package dev.martlet.products;

import dev.martlet.platform.testing.RestClient;
import dev.martlet.products.domain.Stock;
import java.util.UUID;

/** Drives the module products over REST, as an operator does. */
public final class ProductsDriver {
    private final RestClient http;

    public ProductsDriver(RestClient http) {
        this.http = http;
    }

    public UUID register(String name, long amount, String currency, long stock) {
        var product = http.post("/products", """
                {"name": "%s", "price": {"amount": %d, "currency": "%s"}, "stock": %d}
                """.formatted(name, amount, currency, stock)).expect(201);
        return UUID.fromString(product.text("id"));
    }

    public UUID register(long stock) {
        return register("Martlet", 1999, "EUR", stock);
    }

    public Stock stock(UUID productId) {
        var stock = http.get("/products/" + productId).expect(200).json().path("stock");
        return new Stock(stock.path("available").asLong(), stock.path("reserved").asLong());
    }

    public void rename(UUID productId, String name, long amount) {
        var path = "/products/" + productId;
        http.patch(path, """
                {"name": "%s", "price": {"amount": %d}}
                """.formatted(name, amount), http.get(path).tag()).expect(200);
    }
}
