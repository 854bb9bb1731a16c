package dev.martlet.products;

import dev.martlet.kernel.testing.ModuleHarness;
import dev.martlet.products.api.ProductsApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalProductsApiTest implements ProductsApiContract {
    private static ModuleHarness module;

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new ProductsModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Override
    public ProductsApi products() {
        return module.api(ProductsApi.class);
    }

    @Override
    public Shop shop() {
        return new Shop(module.http());
    }
}
