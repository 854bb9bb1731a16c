package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** More work than the process, or a module, takes on at once. */
class OverloadTest {
    /** All at once, and each keeps its one call for a third of a second: the bulkhead refuses some. */
    private static final int ORDERS = 5;
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @Test
    void moreThanTheProcessTakesOnIsAnsweredAtOnce() throws Exception {
        try (var shop = Shop.open(Map.of("server.requests.max", "1")); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String customer = shop.customer(0);
            String product = shop.product(100, 1);
            Future<Response> slow = threads.submit(() -> shop.orderByCard(customer, product, 1, "tok_slow"));
            await().untilAsserted(() -> assertThat(shop.http().get("/products").expect(503).code()).isEqualTo("overloaded"));
            shop.management().get("/health/ready").expect(200);
            assertThat(slow.get().status()).isEqualTo(201);
            await().untilAsserted(() -> assertThat(shop.http().get("/products").status()).isEqualTo(200));
        }
    }

    @Test
    void aModuleThatHasTooManyCallsLeavesOrdersPendingAndLosesNone() throws Exception {
        try (var shop = Shop.open(Map.of("guards.payments.bulkhead.max.concurrent", "1")); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String customer = shop.customer(0);
            List<String> products = Stream.generate(() -> shop.product(100, 1)).limit(ORDERS).toList();
            List<Future<Response>> orders = products.stream()
                    .map(product -> threads.submit(() -> shop.orderByCard(customer, product, 1, "tok_slow")))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (Future<Response> order : orders) {
                statuses.add(order.get().status());
            }
            assertThat(statuses).contains(201, 202).containsOnly(201, 202);
            for (Future<Response> order : orders) {
                String id = order.get().text("id");
                await().atMost(RECOVERY).untilAsserted(() -> assertThat(shop.order(id).text("status")).isEqualTo("CONFIRMED"));
            }
        }
    }
}
