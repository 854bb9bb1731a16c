package dev.martlet.products.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.TestDatabase;
import dev.martlet.products.api.ConfirmStock;
import dev.martlet.products.api.ReleaseStock;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockConfirmation;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.application.AdjustStock;
import dev.martlet.products.application.ProductsService;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Every piece is always counted once: available, reserved, or removed with a confirmed order. */
class StockConservationTest {
    private static final int PRODUCTS = 3;
    private static final int ORDERS = 4;
    private static final long INITIALLY = 20;
    private static final Clock CLOCK = Clock.fixed(StoredProducts.NOW, ZoneOffset.UTC);

    private static Database database;

    @BeforeContainer
    static void open() {
        database = TestDatabase.open("products");
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    /** One action; products and orders by their number. */
    sealed interface Step {
        record Adjust(int product, long delta) implements Step {}

        record Reserve(int order) implements Step {}

        record Confirm(int order) implements Step {}

        record Release(int order) implements Step {}
    }

    @Property(tries = 60)
    void noPieceIsLostOrAdded(
            @ForAll @Size(ORDERS) List<@Size(PRODUCTS) List<@IntRange(max = 12) Integer>> wanted,
            @ForAll("steps") @Size(max = 30) List<Step> steps) {
        var run = new Run(wanted);
        for (var step : steps) {
            run.execute(step);
            run.assertThatEveryPieceIsCounted();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var orders = Arbitraries.integers().between(0, ORDERS - 1);
        Arbitrary<Step> adjust = Combinators.combine(
                        Arbitraries.integers().between(0, PRODUCTS - 1),
                        Arbitraries.longs().between(-15, 15).filter(delta -> delta != 0))
                .as(Step.Adjust::new);
        return Arbitraries.oneOf(adjust, orders.map(Step.Reserve::new), orders.map(Step.Confirm::new), orders.map(Step.Release::new)).list();
    }

    /** New products and orders, and their expected stock according to the results alone. */
    private static final class Run {
        private final StoredProducts stored = new StoredProducts(database);
        private final ProductsService stock = new ProductsService(new ReservationRepository(database.sql()), CLOCK);
        private final List<UUID> products = stored.add(PRODUCTS, INITIALLY);
        private final List<ReserveStock> orders;
        private final Map<UUID, Long> adjusted = new HashMap<>();
        private final Set<ReserveStock> reserved = new HashSet<>();
        private final Set<ReserveStock> confirmed = new HashSet<>();

        Run(List<List<Integer>> wanted) {
            orders = wanted.stream().map(this::order).toList();
        }

        void execute(Step step) {
            switch (step) {
                case Step.Adjust(int product, long delta) -> adjust(products.get(product), delta);
                case Step.Reserve(int order) -> reserve(orders.get(order));
                case Step.Confirm(int order) -> confirm(orders.get(order));
                case Step.Release(int order) -> release(orders.get(order));
            }
        }

        void assertThatEveryPieceIsCounted() {
            for (var product : products) {
                var left = stored.stock(product);
                assertThat(left.available()).isNotNegative();
                assertThat(left.reserved()).isEqualTo(pieces(product, reserved));
                assertThat(left.available() + left.reserved() + pieces(product, confirmed)).isEqualTo(INITIALLY + adjusted.getOrDefault(product, 0L));
            }
        }

        private void adjust(UUID product, long delta) {
            switch (Transactions.run(database, tx -> adjustStock(tx).adjust(product, delta, "counted", _ -> { }))) {
                case AdjustStock.Outcome.Adjusted _ -> adjusted.merge(product, delta, Long::sum);
                case AdjustStock.Outcome.InsufficientStock(long available) -> assertThat(available).isLessThan(-delta);
                case AdjustStock.Outcome.TooMuchStock _, AdjustStock.Outcome.NotFound _ -> throw new AssertionError(product);
            }
        }

        private static AdjustStock adjustStock(Sql tx) {
            return new AdjustStock(new ProductRepository(database).in(tx), new StockAdjustmentRepository(tx), CLOCK);
        }

        private void reserve(ReserveStock order) {
            if (stock.reserve(order) instanceof StockReservation.Reserved && !confirmed.contains(order)) {
                reserved.add(order);
            }
        }

        private void confirm(ReserveStock order) {
            if (stock.confirm(new ConfirmStock(order.orderId())) instanceof StockConfirmation.Confirmed) {
                reserved.remove(order);
                confirmed.add(order);
            }
        }

        private void release(ReserveStock order) {
            stock.release(new ReleaseStock(order.orderId()));
            reserved.remove(order);
            confirmed.remove(order);
        }

        /** @param quantities of each product; at least one piece of the first is ordered */
        private ReserveStock order(List<Integer> quantities) {
            var items = IntStream.range(0, PRODUCTS)
                    .mapToObj(i -> Map.entry(products.get(i), i == 0 ? Math.max(1, quantities.get(i)) : quantities.get(i)))
                    .filter(entry -> entry.getValue() > 0)
                    .map(entry -> new ReserveStock.Item(entry.getKey(), entry.getValue()));
            return new ReserveStock(UUID.randomUUID(), items.toList());
        }

        private static long pieces(UUID product, Set<ReserveStock> orders) {
            Stream<ReserveStock.Item> items = orders.stream().flatMap(order -> order.items().stream());
            return items.filter(item -> item.productId().equals(product)).mapToLong(ReserveStock.Item::quantity).sum();
        }
    }
}
