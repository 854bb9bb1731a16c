package dev.martlet.products.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.kernel.Ids;
import dev.martlet.kernel.http.PageRequest;
import dev.martlet.kernel.sql.Database;
import dev.martlet.kernel.testing.TestDatabase;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.domain.Stock;
import dev.martlet.products.domain.StockAdjustment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much the database has to do: one round trip each where it can be one, and no table read from end to end. */
class StatementsTest {
    private static Database database;
    private static List<UUID> products;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final ReservationRepository reservations = new ReservationRepository(probe);
    private final ReserveStock order = order(products.get(500), products.get(1));

    @BeforeAll
    static void fillTheTables() {
        database = TestDatabase.open("products");
        var shelves = new Shelves(database);
        products = shelves.put(1000, 1000);
        var reservations = new ReservationRepository(database.sql());
        products.forEach(product -> reservations.attempt(order(product), Shelves.NOW));
        products.forEach(product -> adjust(product, 1));
        products.forEach(_ -> adjust(products.getFirst(), 1));
        database.sql().execute("analyze");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void reservingIsOneStatementByIndexes() {
        assertThat(reservations.attempt(order, Shelves.NOW).granted()).isTrue();

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void confirmingIsOneStatementByIndexes() {
        new ReservationRepository(database.sql()).attempt(order, Shelves.NOW);

        reservations.confirm(order.orderId(), Shelves.NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void releasingIsOneStatementByIndexes() {
        new ReservationRepository(database.sql()).attempt(order, Shelves.NOW);

        reservations.release(order.orderId(), Shelves.NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void markingAnOrderThatHeldNothingIsOneStatementByIndexes() {
        reservations.release(order.orderId(), Shelves.NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void aReservationIsFoundByIndexes() {
        reservations.find(order.orderId());

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void aPageOfProductsStartsAtItsCursor() {
        var page = new ProductRepository().list(probe, new PageRequest(10, Optional.of(products.get(500))));

        assertThat(page).hasSize(11).first().extracting(product -> product.id()).isEqualTo(products.get(499));
        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).contains("Index Cond: (id <").doesNotContain("Filter");
    }

    @Test
    void aPageOfStockAdjustmentsStartsAtItsCursor() {
        new StockAdjustmentRepository().list(probe, products.getFirst(), new PageRequest(10, Optional.of(Ids.next())));

        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).containsPattern("Index Cond: \\(\\(product_id = .*AND \\(id <").doesNotContain("Filter");
    }

    private void assertThatOneStatementUsesIndexes() {
        assertThat(probe.plans()).hasSize(1);
        assertThat(probe.plans().getFirst()).contains("Index").doesNotContain("Seq Scan");
    }

    private static void adjust(UUID product, long delta) {
        var adjustment = new StockAdjustment(Ids.next(), product, delta, "counted", new Stock(1000, 1), Shelves.NOW);
        new StockAdjustmentRepository().add(database.sql(), adjustment);
    }

    private static ReserveStock order(UUID... productIds) {
        return new ReserveStock(UUID.randomUUID(), List.of(productIds).stream().map(id -> new ReserveStock.Item(id, 1)).toList());
    }
}
