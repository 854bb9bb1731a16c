package dev.martlet.products.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.martlet.products.application.AdjustStock.Outcome;
import dev.martlet.products.domain.Product;
import dev.martlet.products.domain.Stock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdjustStockTest {
    private static final Instant NOW = ProductFixture.REGISTERED_AT.plusSeconds(60);

    private final InMemoryProducts products = new InMemoryProducts();
    private final InMemoryStockAdjustments adjustments = new InMemoryStockAdjustments(products);
    private final AdjustStock adjustStock = new AdjustStock(products, adjustments, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void anAdjustmentIsStoredWithTheStockAfterIt() {
        var product = add(new Stock(10, 4));

        assertThat(adjust(product, -3)).isInstanceOfSatisfying(Outcome.Adjusted.class, adjusted -> {
            assertThat(adjusted.adjustment().productId()).isEqualTo(product.id());
            assertThat(adjusted.adjustment().delta()).isEqualTo(-3);
            assertThat(adjusted.adjustment().reason()).isEqualTo("counted");
            assertThat(adjusted.adjustment().after()).isEqualTo(new Stock(7, 4));
            assertThat(adjusted.adjustment().createdAt()).isEqualTo(NOW);
            assertThat(adjustments.all()).containsExactly(adjusted.adjustment());
        });
        assertThat(products.get(product.id()).stock()).isEqualTo(new Stock(7, 4));
    }

    @Test
    void moreThanTheAvailableStockCannotBeRemoved() {
        var product = add(new Stock(10, 4));

        assertThat(adjust(product, -11)).isEqualTo(new Outcome.InsufficientStock(10));
        assertThatNothingChanged(product);
    }

    @Test
    void anAdjustmentOverTheMaximumIsRejected() {
        var product = add(Stock.of(Stock.MAX_AVAILABLE));

        assertThat(adjust(product, 1)).isEqualTo(new Outcome.TooMuchStock());
        assertThatNothingChanged(product);
    }

    @Test
    void anUnknownProductIsNotFound() {
        assertThat(adjustStock.adjust(UUID.randomUUID(), 1, "counted", _ -> { })).isEqualTo(new Outcome.NotFound());
        assertThat(adjustments.all()).isEmpty();
    }

    @Test
    void aPreconditionThatFailsChangesNothing() {
        var product = add(Stock.of(10));

        assertThatIllegalStateException().isThrownBy(() -> adjustStock.adjust(product.id(), 1, "counted", current -> {
            assertThat(current).isEqualTo(product);
            throw new IllegalStateException("precondition failed");
        }));

        assertThatNothingChanged(product);
    }

    private Outcome adjust(Product product, long delta) {
        return adjustStock.adjust(product.id(), delta, "counted", _ -> { });
    }

    private void assertThatNothingChanged(Product product) {
        assertThat(products.get(product.id())).isEqualTo(product);
        assertThat(adjustments.all()).isEmpty();
    }

    private Product add(Stock stock) {
        var product = ProductFixture.product("Martlet", Optional.empty(), stock);
        products.put(product);
        return product;
    }
}
