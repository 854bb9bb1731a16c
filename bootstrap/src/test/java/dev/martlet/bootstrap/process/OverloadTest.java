package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OverloadTest {
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
            String product = shop.product(100, 1);
            Future<Response> first = threads.submit(() -> shop.orderByCard(customer, product, 1, "tok_slow"));
            await().until(() -> shop.reserved(product) == 1);
            String other = shop.product(100, 1);
            Response second = shop.orderByCard(customer, other, 1, "tok_visa");
            assertThat(second.status()).isIn(201, 202);
            assertThat(first.get().status()).isEqualTo(201);
            await().untilAsserted(() -> assertThat(shop.order(second.text("id")).text("status")).isEqualTo("CONFIRMED"));
        }
    }
}
