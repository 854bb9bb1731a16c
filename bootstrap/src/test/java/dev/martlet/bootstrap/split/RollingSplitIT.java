package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Load;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells operators: the new processes first, then the requests, the old ones last. */
class RollingSplitIT {
    private static final int STOCK = 5000;
    private static final long PRICE = 250;
    private static final int ORDERS_A_SECOND = 20;
    private static final int A_WHILE = 2 * ORDERS_A_SECOND;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TERMINATED = 143;

    private final DatabaseSettings database = TestDatabase.settings();
    private final AtomicReference<RestClient> front = new AtomicReference<>();

    @TempDir
    private Path directory;

    @Test
    void aModuleIsSplitOffAndMergedBackWithoutLosingARequest() {
        Deployment together = start("together", Grouping.together());
        var shop = Shop.at(together.front("orders").base());
        String customer = shop.customer(0);
        String product = shop.product(PRICE, STOCK);
        front.set(together.of("orders").rest());
        Deployment again;
        try (var load = Load.of(front::get, ORDERS_A_SECOND, _ -> Orders.byCard(customer, product, 1, "tok_visa"))) {
            Deployment apart = replace(together, start("apart", Grouping.of("payments")), load);
            again = replace(apart, start("again", Grouping.together()), load);
            load.end();
            assertThat(load.unanswered()).isZero();
            assertThat(load.since(0, answer -> answer.status() != 201 && answer.status() != 202)).isEmpty();
        }
        try (again) {
            var reconciliation = new Reconciliation(again.front("orders"));
            await().atMost(SOON).untilAsserted(() -> reconciliation.assertAddUp(customer, List.of(product), STOCK));
        }
    }

    private Deployment start(String name, Grouping grouping) {
        return Deployment.start(directory.resolve(name), database, grouping, Map.of());
    }

    private Deployment replace(Deployment old, Deployment next, Load load) {
        awaitOrders(load);
        front.set(next.of("orders").rest());
        awaitOrders(load);
        old.processes().forEach(Program::terminate);
        old.processes().forEach(process -> assertThat(process.awaitEnd().code()).isIn(0, TERMINATED));
        awaitOrders(load);
        return next;
    }

    private static void awaitOrders(Load load) {
        int before = load.total();
        await().atMost(SOON).until(() -> load.total() >= before + A_WHILE);
    }
}
