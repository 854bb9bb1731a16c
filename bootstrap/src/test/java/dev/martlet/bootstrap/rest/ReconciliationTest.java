package dev.martlet.bootstrap.rest;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Reconciliation;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients act concurrently and in any order: in the end stock, money, credit, mails and points add up. */
@ExtendWith(OneShop.class)
class ReconciliationTest {
    private static final int CLIENTS = 4;
    private static final int ACTIONS = 25;
    private static final List<String> TOKENS = List.of("tok_visa", "tok_visa", "tok_declined", "tok_slow", "tok_unknown");

    private final Shop shop;
    private final Map<String, Long> stock = new ConcurrentHashMap<>();
    private final Queue<String> placed = new ConcurrentLinkedQueue<>();
    private String customer;
    private List<String> products;

    ReconciliationTest(Shop shop) {
        this.shop = shop;
    }

    /** One that is new each time; its number is in the test's name. */
    static LongStream theyAddUpAfterAnySequenceOfCalls() {
        return LongStream.of(1, 2, ThreadLocalRandom.current().nextInt(1_000_000));
    }

    @ParameterizedTest
    @MethodSource
    void theyAddUpAfterAnySequenceOfCalls(long seed) throws Exception {
        customer = shop.customer(20_000);
        products = List.of(product(199, 40), product(2500, 10), product(50, 3));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Future<?>>();
            for (int client = 0; client < CLIENTS; client++) {
                var random = new Random(seed * CLIENTS + client);
                clients.add(threads.submit(() -> act(random)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        var reconciliation = new Reconciliation(shop.http());
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> reconciliation.assertAddUp(customer, new HashMap<>(stock)));
    }

    private String product(long price, long pieces) {
        String product = shop.product(price, pieces);
        stock.put(product, pieces);
        return product;
    }

    private void act(Random random) {
        for (int i = 0; i < ACTIONS; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> order(random, payment(random));
                case 4, 5 -> order(random, "{\"method\": \"CREDIT\"}");
                case 6, 7 -> cancel();
                case 8 -> adjust(products.get(random.nextInt(products.size())), random.nextInt(-3, 6));
                default -> reprice(products.get(random.nextInt(products.size())), random.nextInt(1, 3000));
            }
        }
    }

    /** Sometimes twice with the same key, as a client that was not sure. */
    private void order(Random random, String payment) {
        String items = Orders.item(products.get(random.nextInt(3)), random.nextInt(1, 4));
        String key = UUID.randomUUID().toString();
        for (int times = random.nextInt(1, 3); times > 0; times--) {
            Response answer = shop.http().post("/orders", Orders.of(customer, items, payment), "Idempotency-Key", key);
            if (answer.status() == 201) {
                placed.add(answer.text("id"));
            }
        }
    }

    private static String payment(Random random) {
        return "{\"method\": \"CARD\", \"token\": \"" + TOKENS.get(random.nextInt(TOKENS.size())) + "\"}";
    }

    /** Half of them stay in the queue, to be cancelled again. */
    private void cancel() {
        String order = placed.poll();
        if (order != null) {
            shop.cancel(order);
            if (order.hashCode() % 2 == 0) {
                placed.add(order);
            }
        }
    }

    private void adjust(String product, int delta) {
        Response answer = shop.http().post("/products/" + product + "/stock-adjustments", "{\"delta\": " + delta + ", \"reason\": \"counted\"}");
        if (answer.status() == 201) {
            stock.merge(product, (long) delta, Long::sum);
        }
    }

    private void reprice(String product, int price) {
        shop.http().patch("/products/" + product, "{\"price\": {\"amount\": " + price + "}}", "*");
    }
}
