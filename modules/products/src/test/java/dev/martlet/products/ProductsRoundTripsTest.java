package dev.martlet.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Ids;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.platform.testing.SqlProbe;
import dev.martlet.platform.testing.TestDatabase;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.infrastructure.ProductRepository;
import dev.martlet.products.infrastructure.ReservationRepository;
import dev.martlet.products.infrastructure.StockAdjustmentRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plans of the statements: a reservation changes in one statement, no statement scans a whole table, and a page starts at its cursor. */
class ProductsRoundTripsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @AutoClose
    private static final Database database = TestDatabase.open("products");
    private static List<UUID> products;

    private final SqlProbe probe = new SqlProbe(database.sql());
    private final ReservationRepository reservations = new ReservationRepository(probe);
    private final ReserveStock order = order(products.get(500), products.get(1));

    @BeforeAll
    static void fillTheTables() {
        execute("""
                insert into products (id, name, price_amount, price_currency, available, created_at, updated_at)
                select gen_random_uuid(), 'Martlet', 1999, 'EUR', 1000, now(), now()
                from generate_series(1, 5000)
                """);
        execute("""
                insert into reservations (order_id, status, created_at, updated_at, product_ids, quantities, names, unit_prices, currency)
                select id, 'CONFIRMED', now(), now(), array[id], array[1], array[name], array[price_amount], price_currency
                from products
                """);
        execute("""
                insert into stock_adjustments (product_id, id, delta, reason, available_after, reserved_after, created_at)
                select id, gen_random_uuid(), 1, 'counted', 1000, 0, now()
                from products
                """);
        execute("analyze");
        products = database.sql().prepare(SqlStatement.of("test.ids", "select id from products order by id")).list(row -> row.uuid("id"));
    }

    @Test
    void reservingIsOneStatementByIndexes() {
        assertThat(reservations.attempt(order, NOW).granted()).isTrue();

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void confirmingIsOneStatementByIndexes() {
        new ReservationRepository(database.sql()).attempt(order, NOW);

        reservations.confirm(order.orderId(), NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void releasingIsOneStatementByIndexes() {
        new ReservationRepository(database.sql()).attempt(order, NOW);

        reservations.release(order.orderId(), NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void releasingAnOrderWithoutAReservationIsOneStatementByIndexes() {
        reservations.release(order.orderId(), NOW);

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void aReservationIsFoundByIndexes() {
        reservations.find(order.orderId());

        assertThatOneStatementUsesIndexes();
    }

    @Test
    void aPageOfProductsStartsAtItsCursor() {
        var page = new ProductRepository(database).in(probe).list(new PageRequest(10, Optional.of(products.get(500))));

        assertThat(page.rows()).hasSize(11).first().extracting(product -> product.id()).isEqualTo(products.get(499));
        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).contains("Index Cond: (id <").doesNotContain("Sort").doesNotContain("Filter: (id");
    }

    @Test
    void aPageOfStockAdjustmentsStartsAtItsCursor() {
        new StockAdjustmentRepository(probe).list(products.getFirst(), new PageRequest(10, Optional.of(Ids.next())));

        assertThatOneStatementUsesIndexes();
        assertThat(probe.plans().getFirst()).containsPattern("Index Cond: \\(\\(product_id = .*AND \\(id <").doesNotContain("Filter");
    }

    private static void execute(String sql) {
        database.sql().prepare(SqlStatement.of("test.fill", sql)).execute();
    }

    private void assertThatOneStatementUsesIndexes() {
        assertThat(probe.plans()).hasSize(1);
        assertThat(probe.plans().getFirst()).contains("Index").doesNotContain("Seq Scan");
    }

    private static ReserveStock order(UUID... productIds) {
        return new ReserveStock(UUID.randomUUID(), List.of(productIds).stream().map(id -> new ReserveStock.Item(id, 1)).toList());
    }
}
