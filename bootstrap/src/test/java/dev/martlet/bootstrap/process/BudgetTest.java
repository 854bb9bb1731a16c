package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.PostgresProxy;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An order costs no more than {@link Budget} has. Other work goes on meanwhile, so the least of many orders counts for round trips, and the median for
 * time.
 */
class BudgetTest {
    private static final int ORDERS = 20;
    private static final List<String> MODULES = List.of("customers", "products", "payments", "orders");
    /** What an order asks customers is {@code @Safe}: nothing to commit. */
    private static final List<String> CHANGING = List.of("products", "payments", "orders");

    private PostgresProxy proxy;
    private Shop shop;

    @BeforeEach
    void open() {
        var database = TestDatabase.settings();
        proxy = new PostgresProxy(database.url().orElseThrow());
        shop = Shop.open(database.at(proxy.url(), database.username().orElseThrow(), database.password().orElseThrow()), Map.of());
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
        proxy.close();
    }

    @Test
    void anOrderWithAnIdempotencyKeyTakesSevenRoundTripsAndSixCommits() {
        String customer = shop.customer(0);
        String product = shop.product(100, 1000);
        var roundTrips = new ArrayList<Integer>();
        var commits = new ArrayList<Integer>();
        for (int i = 0; i < ORDERS; i++) {
            int before = roundTrips(MODULES);
            int beforeThatChange = roundTrips(CHANGING);
            shop.orderByCard(customer, product, 1, "tok_visa", "Idempotency-Key", UUID.randomUUID().toString()).expect(201);
            roundTrips.add(roundTrips(MODULES) - before);
            commits.add(roundTrips(CHANGING) - beforeThatChange);
        }
        assertThat(Collections.min(roundTrips)).isPositive().isLessThanOrEqualTo(Budget.ROUND_TRIPS);
        assertThat(Collections.min(commits)).isPositive().isLessThanOrEqualTo(Budget.ROUND_TRIPS_OF_CHANGES);
    }

    @Test
    void theStatementsAndTheWriteAheadLogOfAnOrderAndItsEventDoNotGrow() {
        try (var cost = new OrderCost(shop)) {
            OrderCost.Counted counted = cost.count();
            assertThat(counted.total()).as("statements %s", counted.statements()).isPositive().isLessThanOrEqualTo(Budget.STATEMENTS);
            assertThat(counted.commits()).as("commits").isPositive().isLessThanOrEqualTo(Budget.COMMITS);
            assertThat(counted.walRecords()).as("records in the write-ahead log").isPositive().isLessThanOrEqualTo(Budget.WAL_RECORDS);
            assertThat(counted.walBytes()).as("bytes in the write-ahead log").isPositive().isLessThanOrEqualTo(Budget.WAL_BYTES);
        }
    }

    @Test
    void theAllocationOfAnOrderDoesNotGrow() {
        try (var cost = new OrderCost(shop)) {
            assertThat(cost.allocatedBytes()).isPositive().isLessThanOrEqualTo(Budget.ALLOCATED_BYTES);
        }
    }

    @Test
    void theMailThatConfirmsAnOrderIsRecordedWithin100Milliseconds() {
        String customer = shop.customer(0);
        String product = shop.product(100, 1000);
        var times = new ArrayList<Duration>();
        for (int i = 0; i < ORDERS; i++) {
            String order = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
            long begin = System.nanoTime();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() ->
                    shop.http().get("/notifications?customerId=" + customer + "&limit=1").json().at("/items/0/orderId").asString("").equals(order));
            times.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        List<Duration> sorted = times.stream().sorted().toList();
        assertThat(sorted.get(ORDERS / 2)).isLessThan(Duration.ofMillis(100));
    }

    /** Through the modules' pools, and not through the sessions of their relays, which carry events when the order is done. */
    private int roundTrips(List<String> modules) {
        return modules.stream().mapToInt(module -> proxy.roundTrips("martlet-" + module)).sum();
    }
}
