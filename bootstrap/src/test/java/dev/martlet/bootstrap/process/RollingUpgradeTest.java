package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process of this version goes on while a newer one migrates its schemas: its statements, prepared before, bear columns that are added. */
class RollingUpgradeTest {
    /** A statement is prepared on the server after five uses of it on one connection. */
    private static final int ROUNDS = 12;
    private static final long STOCK = 1000;

    @Test
    void preparedStatementsBearColumnsThatAreAddedToEveryTable() throws SQLException {
        DatabaseSettings database = TestDatabase.settings();
        try (var shop = Shop.open(database, Map.of("db.pool.size", "2"))) {
            String customer = shop.customer(1_000_000);
            String product = shop.product(100, STOCK);
            for (int round = 0; round < ROUNDS; round++) {
                useEveryRoute(shop, customer, product);
            }
            String customerTag = tag(shop, "/customers/" + customer);
            String productTag = tag(shop, "/products/" + product);
            assertThat(addColumns(database)).hasSizeGreaterThan(15);
            // First what runs in a transaction: after a failure outside of one the driver prepares all statements of the connection anew.
            shop.http().patch("/customers/" + customer, "{\"name\": \"Grace\"}", customerTag).expect(200);
            shop.http().patch("/products/" + product, "{\"name\": \"Tea\"}", productTag).expect(200);
            for (int round = 0; round < ROUNDS; round++) {
                useEveryRoute(shop, customer, product);
            }
            await().untilAsserted(() -> new Reconciliation(shop.http()).assertAddUp(customer, List.of(product), STOCK));
        }
    }

    private static void useEveryRoute(Shop shop, String customer, String product) {
        String other = shop.customer(0);
        shop.http().get("/customers/" + other).expect(200);
        shop.http().get("/customers?limit=2").expect(200);
        shop.http().get("/customers?email=nobody@example.org").expect(200);
        change(shop, "/customers/" + other, "{\"name\": \"Grace\"}");
        shop.http().delete("/customers/" + other).expect(204);
        change(shop, "/products/" + product, "{\"name\": \"Coffee\"}");
        shop.http().get("/products?limit=2").expect(200);
        String shelf = shop.product(100, 1);
        shop.http().post("/products/" + shelf + "/stock-adjustments", "{\"delta\": 5, \"reason\": \"counted\"}").expect(201);
        shop.http().get("/products/" + shelf + "/stock-adjustments").expect(200);
        shop.orderOnCredit(customer, product, 1).expect(201);
        shop.orderByCard(customer, product, 1, "tok_declined").expect(402);
        String order = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
        shop.cancel(order).expect(200);
        shop.order(order);
        shop.http().get("/orders?limit=2&customerId=" + customer).expect(200);
        String payment = shop.http().get("/payments?orderId=" + order).expect(200).json().at("/items/0/id").asString();
        shop.http().get("/payments/" + payment).expect(200);
        shop.http().get("/payments?limit=2").expect(200);
        shop.owed(customer);
        shop.points(customer);
        shop.http().get("/notifications?customerId=" + customer).expect(200);
        shop.management().get("/events/dead").expect(200);
    }

    private static void change(Shop shop, String path, String patch) {
        shop.http().patch(path, patch, tag(shop, path)).expect(200);
    }

    private static String tag(Shop shop, String path) {
        return shop.http().get(path).expect(200).header("ETag").orElseThrow();
    }

    /** As a migration of a newer version may. */
    private static List<String> addColumns(DatabaseSettings database) throws SQLException {
        var tables = new ArrayList<String>();
        try (var login = DriverManager.getConnection(database.url().orElseThrow(), database.username().orElseThrow(), database.password().orElseThrow());
                var statement = login.createStatement()) {
            try (var rows = statement.executeQuery("""
                    select format('%I.%I', schemaname, tablename)
                    from pg_tables
                    where schemaname not in ('pg_catalog', 'information_schema', 'public')
                    and tablename not like '%history%'
                    """)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("alter table " + table + " add column added_later text");
            }
        }
        return tables;
    }
}
