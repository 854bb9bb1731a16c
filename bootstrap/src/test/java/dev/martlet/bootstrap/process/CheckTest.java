package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.LogLines;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.runtime.ModuleApi;
import dev.martlet.platform.runtime.check.Finding;
import dev.martlet.platform.runtime.check.Report;
import dev.martlet.platform.runtime.check.ShopCheck;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command {@code check} finds in a shop that was used, and in one whose tables were changed behind its back. */
class CheckTest {
    @AutoClose
    private final Shop shop = Shop.open(Map.of());

    private String customer;
    private String product;
    private String order;

    @BeforeEach
    void use() {
        customer = shop.customer(1_000_000);
        product = shop.product(1999, 1000);
        order = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
        shop.orderOnCredit(customer, product, 2).expect(201);
        shop.orderByCard(customer, product, 1, "tok_declined").expect(402);
        shop.cancel(shop.orderOnCredit(customer, product, 3).expect(201).text("id")).expect(200);
        shop.cancel(shop.orderByCard(customer, product, 3, "tok_visa").expect(201).text("id")).expect(200);
        shop.http().post("/products/" + product + "/stock-adjustments", "{\"delta\": -7, \"reason\": \"broken\"}").expect(201);
        shop.product(1, 0);
        String leaving = shop.customer(0);
        shop.orderByCard(leaving, product, 1, "tok_visa").expect(201);
        shop.http().delete("/customers/" + leaving).expect(204);
    }

    @Test
    void nothingIsFoundWhenEventsAreHandledAndNeitherBefore() {
        assertThat(findings()).isEmpty();
        awaitEvents();
        assertThat(findings()).isEmpty();
    }

    @Test
    void nothingIsFoundBesideOrdersAndCancellations() {
        try (var load = Load.of(shop.rest(), 20, number -> number % 2 == 0
                ? Orders.onCredit(customer, product, 1)
                : Orders.byCard(customer, product, 1, number % 3 == 0 ? "tok_declined" : "tok_visa"))) {
            for (int done = 0; load.total() < 100; done++) {
                shop.http().get("/orders?customerId=" + customer + "&status=CONFIRMED&limit=3").json().path("items")
                        .forEach(confirmed -> shop.cancel(confirmed.path("id").asString()));
                assertThat(findings()).as("check " + done).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stock    | products      | update products set available = available + 1 where id = '<product>'
            stock    | products      | update reservations set quantities = '{5}' where order_id = '<order>'
            payments | payments      | update payments set state = 'DECLINED' where order_id = '<order>'
            money    | payments      | update payments set due_amount = 1998 where order_id = '<order>'
            credit   | customers     | update customers set reserved_amount = reserved_amount + 1 where id = '<customer>'
            credit   | customers     | update credit_reservations set status = 'RESERVED' where status = 'RELEASED'
            points   | loyalty       | delete from point_entries where order_id = '<order>'
            points   | loyalty       | delete from point_entries where reason = 'ORDER_CANCELLED'
            mails    | notifications | delete from notifications where order_id = '<order>'
            mails    | notifications | delete from notifications where type = 'WELCOME'
            mails    | notifications | update notifications set customer_id = gen_random_uuid() where type = 'ORDER_CONFIRMED' and order_id = '<order>'
            mails    | notifications | update notifications set customer_id = gen_random_uuid() where type = 'ORDER_REJECTED'
            payments | orders        | update orders set payment_status = 'REFUNDED' where id = '<order>'
            payments | orders        | update orders set payment_status = null where id = '<order>'
            money    | orders        | update orders set payment_id = gen_random_uuid() where id = '<order>'
            money    | orders        | update orders set payment_id = null where id = '<order>'
            stock    | products      | update reservations set unit_prices = '{1}' where order_id = '<order>'
            stock    | products      | update reservations set currency = 'USD' where order_id = '<order>'
            payments | payments      | insert into payments select gen_random_uuid(), gen_random_uuid(), customer_id, 1, 'EUR', 'CARD', 'CAPTURED', null, \
            now(), now() from payments limit 1
            events   | loyalty       | update event_positions set position = 1000
            events   | notifications | update event_positions set event_id = gen_random_uuid() where publisher = 'orders'
            """)
    void whatDoesNotAgreeIsFound(String invariant, String changed, String change) throws SQLException {
        awaitEvents();
        execute(changed, change.replace("<product>", product).replace("<order>", order).replace("<customer>", customer));

        assertThat(findings()).isNotEmpty().anySatisfy(finding -> {
            assertThat(finding.invariant()).isEqualTo(invariant);
            assertThat(finding.module()).isEqualTo(changed.equals("orders") ? "payments" : changed);
            assertThat(finding.expected()).isNotEqualTo(finding.found());
        });
    }

    @Test
    void theLossOfAModulesRowsIsFoundForEachOrder() throws SQLException {
        awaitEvents();
        execute("payments", "delete from payments where state = 'CAPTURED'");

        assertThat(findings()).filteredOn(finding -> finding.invariant().equals("payments")).hasSize(3).contains(
                new Finding("payments", "payments", order, "CAPTURED", "nothing"));
    }

    @Test
    void aPaymentThatWasRefundedIsNotOneThatIsMissing() throws SQLException {
        awaitEvents();
        execute("payments", "update payments set state = 'REFUNDED' where order_id = '" + order + "'");

        assertThat(findings()).contains(new Finding("payments", "payments", order, "CAPTURED", "REFUNDED"));
    }

    @Test
    void aMissingWelcomeReadsLikeAnythingThatIsMissing() throws SQLException {
        awaitEvents();
        execute("notifications", "delete from notifications where type = 'WELCOME' and customer_id = '" + customer + "'");

        assertThat(findings()).containsExactly(new Finding("mails", "notifications", customer, "WELCOME", "nothing"));
    }

    @Test
    void whatIsSettledIsInTheAuditLog() throws SQLException {
        awaitEvents();
        execute("loyalty", "delete from point_entries where order_id = '" + order + "'");
        execute("products", "update products set reserved = 5 where id = '" + product + "'");
        try (var audit = LogLines.of("audit")) {
            assertThat(findings()).hasSize(2);
            assertThat(audit.all()).isEmpty();

            assertThat(check(true).repaired).hasSize(2);

            assertThat(audit.with("check --repair")).hasSize(2)
                    .anySatisfy(line -> assertThat(line).isEqualTo("What loyalty has of " + order + " settled (points): 19 points for " + customer
                            + " instead of nothing by \"" + System.getProperty("user.name") + "\" with check --repair"))
                    .anySatisfy(line -> assertThat(line).contains(product, "products", "(stock)"));
        }
    }

    private List<Finding> findings() {
        return check(false).findings;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            products      | update products set available = available + 1, reserved = 5 where id = '<product>'
            products      | insert into reservations select gen_random_uuid(), 'CONFIRMED', now(), now(), \
            product_ids, quantities, names, unit_prices, currency from reservations where order_id = '<order>'
            products      | insert into reservations select gen_random_uuid(), 'RESERVED', now(), now(), \
            product_ids, quantities, names, unit_prices, currency from reservations where order_id = '<order>'
            customers     | update customers set reserved_amount = reserved_amount + 1 where id = '<customer>'
            customers     | update credit_reservations set status = 'RESERVED' where status = 'RELEASED'
            loyalty       | delete from point_entries where order_id = '<order>'
            loyalty       | delete from point_entries where reason = 'ORDER_CANCELLED'
            loyalty       | update point_entries set order_id = gen_random_uuid() where order_id = '<order>'
            payments      | insert into payments select gen_random_uuid(), gen_random_uuid(), customer_id, 1, 'EUR', 'CARD', 'CAPTURED', null, \
            now(), now() from payments limit 1
            payments      | delete from payments where state = 'CAPTURED'
            payments      | update payments set state = 'AUTHORIZED' where state = 'CAPTURED'
            loyalty       | update event_positions set position = 1000
            """)
    void whatIsSafeIsSettledOnce(String module, String change) throws SQLException {
        awaitEvents();
        execute(module, change.replace("<product>", product).replace("<order>", order).replace("<customer>", customer));

        var found = check(true);

        assertThat(found.findings).isEmpty();
        assertThat(found.repaired).isNotEmpty();
        assertThat(check(true).repaired).isEmpty();
        shop.orderOnCredit(customer, product, 1).expect(201);
        await().atMost(Duration.ofSeconds(30)).until(() -> shop.points(customer) == 19 + 39 + 19);
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatIsHeldForALostOrderIsGivenBack() throws SQLException {
        awaitEvents();
        execute("orders", "delete from orders where id = '" + order + "'");
        int mails = mails();

        var found = check(true);

        assertThat(found.findings).isEmpty();
        assertThat(found.repaired).extracting(Finding::invariant).contains("money", "stock", "points", "mails");
        assertThat(check(false).findings).isEmpty();
        assertThat(mails()).isEqualTo(mails);
        assertThat(shop.points(customer)).isEqualTo(39);
    }

    @Test
    void aMailIsNotWrittenAgain() throws SQLException {
        awaitEvents();
        execute("notifications", "delete from notifications where order_id = '" + order + "'");

        assertThat(check(true).findings).containsExactly(new Finding("mails", "notifications", order, "ORDER_CONFIRMED to " + customer, "nothing"));
    }

    /** As {@code java -jar martlet.jar check} does. */
    private Found check(boolean repair) {
        var modules = new LinkedHashMap<ModuleApi, DatabaseSettings>();
        ModuleGraph.load().modules().forEach(module -> modules.put(module, shop.database().neverMigrating()));
        var found = new Found();
        try (var check = ShopCheck.open(modules, repair)) {
            check.run(found);
        }
        return found;
    }

    /** Keeps what is found. */
    private static final class Found implements Report {
        private final List<Finding> findings = new ArrayList<>();
        private final List<Finding> repaired = new ArrayList<>();

        @Override
        public void found(Finding finding) {
            findings.add(finding);
        }

        @Override
        public void repaired(Finding finding) {
            repaired.add(finding);
        }
    }

    private void awaitEvents() {
        await().atMost(Duration.ofSeconds(20)).until(() -> shop.management().get("/modules").json().findValues("outbox").stream()
                .allMatch(outbox -> outbox.findValues("pending").stream().allMatch(pending -> pending.asInt() == 0))
                && shop.points(customer) == 19 + 39
                && mails() == 8);
    }

    private int mails() {
        return shop.http().get("/notifications?customerId=" + customer).json().path("items").size();
    }

    private void execute(String module, String statement) throws SQLException {
        var database = shop.database();
        try (var connection = DriverManager.getConnection(
                        database.url().orElseThrow(), database.username().orElseThrow(), database.password().orElseThrow());
                var sql = connection.createStatement()) {
            sql.execute("set role martlet_" + module);
            sql.execute("set search_path to " + module);
            sql.execute(statement);
        }
    }
}
