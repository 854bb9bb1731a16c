package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** More work than the process, or a module, takes on at once. The first order is under way until the test says otherwise, so no timeout decides. */
class OverloadTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long STOCK = 1000;

    @Test
    void moreThanTheProcessTakesOnIsAnsweredAtOnce() throws Exception {
        try (var gateway = new HeldGateway();
                var shop = gateway.shop("server.requests.max");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String customer = shop.customer(0);
            String product = shop.product(100, 1);
            Future<Response> order = threads.submit(() -> shop.orderByCard(customer, product, 1, "tok_visa"));
            gateway.awaitCharge();
            assertThat(shop.http().get("/products").expect(503).code()).isEqualTo("overloaded");
            shop.management().get("/health/ready").expect(200);
            assertThat(order.isDone()).isFalse();
            gateway.answer();
            assertThat(order.get().status()).isEqualTo(201);
            await().untilAsserted(() -> assertThat(shop.http().get("/products").status()).isEqualTo(200));
        }
    }

    @Test
    void aModuleThatHasTooManyCallsLeavesOrdersPendingAndLosesNone() throws Exception {
        try (var gateway = new HeldGateway();
                var shop = gateway.shop("guards.payments.bulkhead.max.concurrent");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String customer = shop.customer(0);
            String product = shop.product(100, 2);
            Future<Response> first = threads.submit(() -> shop.orderByCard(customer, product, 1, "tok_visa"));
            gateway.awaitCharge();
            String second = shop.orderByCard(customer, product, 1, "tok_visa").expect(202).text("id");
            // Both have the same deadline: it cannot have ended the second one.
            assertThat(first.isDone()).isFalse();
            assertThat(gateway.charges()).isEqualTo(1);
            gateway.answer();
            assertThat(first.get().status()).isEqualTo(201);
            await().atMost(LONGEST).untilAsserted(() -> assertThat(shop.order(second).text("status")).isEqualTo("CONFIRMED"));
            assertThat(gateway.charges()).isEqualTo(2);
        }
    }

    @Test
    void allOrdersThatTheProcessTakesOnAreConfirmed() {
        try (var shop = Shop.open(Map.of("server.requests.max", "64", "guards.default.bulkhead.max.concurrent", "16"))) {
            String customer = shop.customer(0);
            String product = shop.product(100, STOCK);
            List<Response> answers = burst(shop, 300, Orders.byCard(customer, product, 1, "tok_visa"));
            assertThat(answers).extracting(Response::status).contains(201).isSubsetOf(201, 503);
            assertThat(answers).filteredOn(answer -> answer.status() == 503).allSatisfy(answer -> {
                assertThat(answer.code()).isEqualTo("overloaded");
                assertThat(answer.header("Retry-After")).isPresent();
            });
            await().atMost(LONGEST).untilAsserted(() -> new Reconciliation(shop.http()).assertAddUp(customer, List.of(product), STOCK));
        }
    }

    @Test
    void ofOneProductForWhichAllOrdersAreNoMoreIsSoldThanThereIs() {
        try (var shop = Shop.open(Map.of())) {
            String customer = shop.customer(0);
            String product = shop.product(100, 60);
            List<Response> answers = burst(shop, 120, Orders.byCard(customer, product, 1, "tok_visa"));
            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(60);
            assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(60);
            await().atMost(LONGEST).untilAsserted(() -> new Reconciliation(shop.http()).assertAddUp(customer, List.of(product), 60));
        }
    }

    /** So many orders at once, each by a client of its own. */
    private static List<Response> burst(Shop shop, int orders, String body) {
        var http = new RestClient(shop.http().base());
        return Stream.generate(() -> CompletableFuture.supplyAsync(() -> http.post("/orders", body), Thread::startVirtualThread))
                .limit(orders)
                .toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** A card gateway that answers no charge before it may. */
    private static final class HeldGateway implements AutoCloseable {
        private final AtomicInteger charges = new AtomicInteger();
        private final CountDownLatch released = new CountDownLatch(1);
        private final WebServer server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .routing(routing -> routing.post("/charges", this::charge))
                .build()
                .start();

        /** A shop that charges here, waits for it as long as it can, and of one thing takes on one at a time. */
        Shop shop(String bound) {
            var settings = new HashMap<>(Map.of(
                    "modules.payments.gateway.type", "http",
                    "modules.payments.gateway.url", "http://localhost:" + server.port(),
                    "modules.payments.gateway.timeout", "30s",
                    "guards.payments.timeout", "30s",
                    "modules.orders.deadline", "8s"));
            settings.put(bound, "1");
            return Shop.open(settings);
        }

        private void charge(ServerRequest request, ServerResponse response) throws InterruptedException {
            request.content().as(String.class);
            charges.incrementAndGet();
            released.await();
            response.send("{\"status\":\"captured\"}");
        }

        int charges() {
            return charges.get();
        }

        void awaitCharge() {
            await().atMost(LONGEST).until(() -> charges.get() == 1);
        }

        void answer() {
            released.countDown();
        }

        @Override
        public void close() {
            answer();
            server.stop();
        }
    }
}
