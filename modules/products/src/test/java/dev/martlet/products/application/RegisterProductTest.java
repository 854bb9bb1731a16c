package dev.martlet.products.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.products.application.RegisterProduct.Outcome;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegisterProductTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryProducts products = new InMemoryProducts();
    private final RegisterProduct registerProduct = new RegisterProduct(products, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aRegisteredProductIsStoredWithItsFirstStock() {
        var details = ProductFixture.details("Martlet", Optional.of("BIRD-1"));

        assertThat(registerProduct.register(details, 12)).isInstanceOfSatisfying(Outcome.Registered.class, registered -> {
            assertThat(registered.product().details()).isEqualTo(details);
            assertThat(registered.product().stock()).isEqualTo(Stock.of(12));
            assertThat(registered.product().createdAt()).isEqualTo(registered.product().updatedAt()).isEqualTo(NOW);
            assertThat(products.all()).containsExactly(registered.product());
        });
    }

    @Test
    void aSkuThatIsTakenRegistersNothing() {
        registerProduct.register(ProductFixture.details("Martlet", Optional.of("BIRD-1")), 1);

        assertThat(registerProduct.register(ProductFixture.details("Swift", Optional.of("BIRD-1")), 1)).isEqualTo(new Outcome.SkuTaken());
        assertThat(products.all()).extracting(product -> product.details().name()).containsExactly("Martlet");
    }

    @Test
    void productsWithoutASkuDoNotConflict() {
        registerProduct.register(ProductFixture.details("Martlet", Optional.empty()), 1);

        assertThat(registerProduct.register(ProductFixture.details("Swift", Optional.empty()), 1)).isInstanceOf(Outcome.Registered.class);
        assertThat(products.all()).hasSize(2);
    }
}
