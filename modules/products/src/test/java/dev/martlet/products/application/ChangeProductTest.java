package dev.martlet.products.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.martlet.products.application.ChangeProduct.Outcome;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.ProductDetails;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeProductTest {
    private static final Instant NOW = ProductFixture.REGISTERED_AT.plusSeconds(60);

    private final InMemoryProducts products = new InMemoryProducts();
    private final ChangeProduct changeProduct = new ChangeProduct(products, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Product martlet = add("Martlet", "BIRD-1");

    @Test
    void aChangeStoresTheDetailsAndKeepsTheStock() {
        var details = details("House martin", "BIRD-2");

        assertThat(changeProduct.change(martlet.id(), _ -> details)).isEqualTo(new Outcome.Changed(martlet.with(details, NOW)));
        assertThat(products.get(martlet.id())).isEqualTo(martlet.with(details, NOW));
    }

    @Test
    void anEditThatChangesNothingKeepsTheTimeOfTheLastChange() {
        assertThat(changeProduct.change(martlet.id(), Product::details)).isEqualTo(new Outcome.Changed(martlet));
        assertThat(products.get(martlet.id()).updatedAt()).isEqualTo(ProductFixture.REGISTERED_AT);
    }

    @Test
    void anUnknownProductIsNotFound() {
        assertThat(changeProduct.change(UUID.randomUUID(), Product::details)).isEqualTo(new Outcome.NotFound());
    }

    @Test
    void aSkuThatIsTakenChangesNothing() {
        var swift = add("Swift", "BIRD-2");

        assertThat(changeProduct.change(swift.id(), _ -> details("Swallow", "BIRD-1"))).isEqualTo(new Outcome.SkuTaken());
        assertThat(products.get(swift.id())).isEqualTo(swift);
    }

    @Test
    void anEditThatFailsChangesNothing() {
        assertThatIllegalStateException().isThrownBy(() -> changeProduct.change(martlet.id(), current -> {
            assertThat(current).isEqualTo(martlet);
            throw new IllegalStateException("precondition failed");
        }));

        assertThat(products.get(martlet.id())).isEqualTo(martlet);
    }

    private Product add(String name, String sku) {
        var product = ProductFixture.product(details(name, sku), new Stock(5, 2));
        products.put(product);
        return product;
    }

    private static ProductDetails details(String name, String sku) {
        return ProductFixture.details(name, Optional.of(sku));
    }
}
