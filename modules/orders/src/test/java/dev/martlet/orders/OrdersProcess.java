package dev.martlet.orders;

import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.customers.api.CustomersApi;
import dev.martlet.payments.api.PaymentsApi;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import dev.martlet.products.api.ProductsApi;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The module alone, with PostgreSQL, a web server, fakes of the modules that it calls, and one product in stock. Registered as an extension, it is reset before
 * each test and closed after the last one.
 */
final class OrdersProcess implements BeforeEachCallback, AfterAllCallback {
    static final int STOCK = 1000;

    final FakeCustomers customers = new FakeCustomers();
    final FakeProducts products = new FakeProducts();
    final FakePayments payments = new FakePayments();
    final UUID customer = UUID.randomUUID();
    final UUID product = products.add(Money.of(1999, "EUR"), STOCK);
    private final DatabaseSettings database = TestDatabase.settings();
    private ModuleHarness harness = start();

    ModuleHarness harness() {
        return harness;
    }

    RestClient http() {
        return harness.http();
    }

    /** Starts another process on the same database with the same fakes. The caller closes it. */
    ModuleHarness start() {
        return ModuleHarness.of(new OrdersModule())
                .with(CustomersApi.class, customers)
                .with(ProductsApi.class, products)
                .with(PaymentsApi.class, payments)
                .setting("deadline", "1s")
                .on(database)
                .start();
    }

    /** Deletes all orders and ends all faults. */
    @Override
    public void beforeEach(ExtensionContext test) {
        customers.faults = FaultInjector.none();
        customers.standing = new CustomerStanding.Active();
        products.faults = FaultInjector.none();
        products.setStock(product, STOCK);
        payments.faults = FaultInjector.none();
        payments.declines = false;
        payments.unanswered = 0;
        payments.charges.clear();
        payments.refunds.clear();
        new AdHocSql(harness.database().sql()).execute("truncate orders, outbox, idempotency_keys");
    }

    void restart() {
        harness.close();
        harness = start();
    }

    RestClient.Response place(int quantity, String... headers) {
        return http().post("/orders", card(product, quantity), headers);
    }

    String card(UUID product, int quantity) {
        return body("{\"productId\":\"%s\",\"quantity\":%d}".formatted(product, quantity), "{\"method\":\"CARD\",\"token\":\"tok_visa\"}");
    }

    String body(String items, String payment) {
        return "{\"customerId\":\"%s\",\"items\":[%s],\"payment\":%s}".formatted(customer, items, payment);
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        harness.close();
    }
}
