package dev.martlet.bootstrap.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.LogLines;
import dev.martlet.bootstrap.support.Shop;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audit log of each module, where no tokens are used: one line for each change, none for a repetition or a refusal. */
class AuditTest {
    private static Shop shop;

    private final LogLines audit = LogLines.of("audit");

    @BeforeAll
    static void open() {
        shop = Shop.open(Map.of("events.retry.attempts", "1", "events.retry.initial.delay", "10ms"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void end() {
        audit.close();
    }

    @Test
    void stock() {
        String product = shop.product(100, 7);
        String path = "/products/" + product + "/stock-adjustments";
        shop.http().post(path, "{\"delta\": 5, \"reason\": \"told by ada@example.org\"}", "Idempotency-Key", product).expect(201);
        shop.http().post(path, "{\"delta\": 5, \"reason\": \"told by ada@example.org\"}", "Idempotency-Key", product).expect(201);
        shop.http().post(path, "{\"delta\": -100, \"reason\": \"lost\"}").expect(409);
        shop.http().patch("/products/" + product, "{\"name\": \"Coffee\"}", shop.http().get("/products/" + product).tag()).expect(200);

        assertThat(audit.with(product)).containsExactly(
                "/products/" + product + " registered with stock 7 by an unknown caller",
                "Stock of product " + product + " adjusted: delta 5 by an unknown caller",
                "Product " + product + " changed by an unknown caller");
    }

    @Test
    void creditLimitsAndOtherChangesOfCustomers() {
        String customer = shop.customer(100);
        change(customer, "{\"creditLimit\": {\"amount\": 9000}, \"active\": false}");
        change(customer, "{\"active\": false}");
        change(customer, "{\"email\": \"" + customer + "@example.net\", \"name\": \"Grace Hopper\"}");
        shop.http().delete("/customers/" + customer).expect(204);
        shop.http().delete("/customers/" + customer).expect(404);

        assertThat(audit.with(customer)).containsExactly(
                "/customers/" + customer + " registered with credit limit 1.00 EUR by an unknown caller",
                "Customer " + customer + " changed: credit limit 90.00 EUR instead of 1.00 EUR, not active by an unknown caller",
                "Customer " + customer + " changed: another email, another name by an unknown caller",
                "Customer " + customer + " deleted by an unknown caller");
    }

    @Test
    void cancellations() {
        String order = shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_visa").expect(201).text("id");
        shop.cancel(order).expect(200);
        shop.cancel(order).expect(200);

        assertThat(audit.with(order)).containsExactly("Cancellation of order " + order + " begun by an unknown caller");
    }

    @Test
    void deadEventsAndMailsThatAreQueuedAgain() throws SQLException {
        try (var tables = EveryTable.of(shop.database())) {
            tables.execute("alter table loyalty.point_entries rename to lost");
            String customer = shop.customer(0);
            String order = shop.orderByCard(customer, shop.product(100, 1), 1, "tok_visa").expect(201).text("id");
            await().until(() -> shop.management().get("/events/dead").expect(200).json().path("items").size() == 1);
            tables.execute("alter table loyalty.lost rename to point_entries");
            String dead = shop.management().get("/events/dead").json().at("/items/0/id").asString();
            shop.management().send("POST", "/events/dead/" + dead + "/retry", Optional.empty()).expect(204);
            shop.management().delete("/events/dead/" + dead).expect(204);
            shop.management().delete("/events/dead/" + UUID.randomUUID()).expect(404);
            assertThat(audit.with("Dead event")).containsExactly(
                    "Dead event " + dead + " sent again by an unknown caller",
                    "Dead event " + dead + " dropped by an unknown caller");

            await().until(() -> shop.http().get("/notifications?customerId=" + customer).json().path("items").size() == 2);
            tables.execute("update notifications.notifications set status = 'FAILED' where order_id = '" + order + "'");
            String mail = shop.http().get("/notifications?customerId=" + customer).json().at("/items/0/id").asString();
            shop.http().post("/notifications/" + mail + "/resend", "").expect(200);
            shop.http().post("/notifications/" + mail + "/resend", "").expect(200);
            assertThat(audit.with(mail)).containsExactly("Notification " + mail + " queued again by an unknown caller");
        }
    }

    private static void change(String customer, String patch) {
        shop.http().patch("/customers/" + customer, patch, shop.http().get("/customers/" + customer).tag()).expect(200);
    }
}
