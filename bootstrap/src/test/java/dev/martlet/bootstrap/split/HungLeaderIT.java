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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that run every module; the one that leads all relays is stopped (SIGSTOP) under load and wakes up later (SIGCONT). */
class HungLeaderIT {
    private static final int ORDERS_A_SECOND = 10;
    private static final int STOCK = 10_000;
    private static final Duration REPLACED = Duration.ofSeconds(15);
    private static final Duration SETTLES = Duration.ofSeconds(60);

    @Test
    void eventsGoOnWithin15SecondsAndNothingIsDoubledAfterwards(@TempDir Path directory) throws Exception {
        DatabaseSettings database = TestDatabase.settings();
        try (var leader = launch(directory.resolve("leader"), database).awaitReady();
                var other = launch(directory.resolve("other"), database).awaitReady()) {
            var shop = Shop.at(other.http().base());
            String customer = shop.customer(0);
            String product = shop.product(100, STOCK);
            await().atMost(SETTLES).until(() -> mails(other, customer) == 1);
            String body = Orders.byCard(customer, product, 1, "tok_visa");
            try (var load = Load.of(other.rest(), ORDERS_A_SECOND, _ -> body); var mine = Load.of(leader.rest(), ORDERS_A_SECOND, _ -> body)) {
                await().atMost(SETTLES).until(() -> mails(other, customer) > ORDERS_A_SECOND);
                leader.signal("STOP");
                try {
                    String late = shop.customer(0);
                    other.rest().post("/orders", Orders.byCard(late, shop.product(100, 1), 1, "tok_visa")).expect(201);
                    await().atMost(REPLACED).until(() -> mails(other, late) == 2 && points(other, late) == 1);
                } finally {
                    leader.signal("CONT");
                }
                mine.end();
                load.end();
                assertThat(load.unanswered()).isZero();
            }
            leader.rest().post("/orders", body).expect(201);
            await().atMost(SETTLES).untilAsserted(() -> new Reconciliation(other.http()).assertAddUp(customer, List.of(product), STOCK));
        }
    }

    private static long mails(Program process, String customer) {
        RestClient http = process.rest();
        return http.get("/notifications?limit=200&customerId=" + customer).expect(200).json().path("items").size();
    }

    private static long points(Program process, String customer) {
        return process.rest().get("/loyalty/" + customer).expect(200).json().path("points").asLong();
    }

    private static Program launch(Path home, DatabaseSettings database) throws IOException {
        Files.createDirectories(home);
        return Program.in(home).options(Program.SMALL).on(database).property("db.pool.size", "5").start();
    }
}
