package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneShop.class)
class IdempotencyTest {
    private static final int RACERS = 8;

    private final Shop shop;

    IdempotencyTest(Shop shop) {
        this.shop = shop;
    }

    @Test
    void aRepeatedOrderIsAnsweredWithTheFirstAnswerAndTakesNothingMore() {
        String customer = shop.customer(0);
        String product = shop.product(100, 10);
        String key = key();
        Response first = shop.orderByCard(customer, product, 3, "tok_visa", "Idempotency-Key", key).expect(201);
        Response second = shop.orderByCard(customer, product, 3, "tok_visa", "Idempotency-Key", key).expect(201);
        assertReplay(first, second);
        assertThat(shop.available(product)).isEqualTo(7);
        assertThat(shop.http().get("/orders?customerId=" + customer).json().path("items").size()).isEqualTo(1);
    }

    @Test
    void aRejectionIsReplayedToo() {
        String body = Orders.byCard(shop.customer(0), shop.product(100, 10), 1, "tok_declined");
        String key = key();
        Response first = shop.http().post("/orders", body, "Idempotency-Key", key).expect(402);
        Response second = shop.http().post("/orders", body, "Idempotency-Key", key).expect(402);
        assertReplay(first, second);
        assertThat(second.text("orderId")).isEqualTo(first.text("orderId"));
    }

    @Test
    void everyPostHonoursTheKey() {
        String product = shop.product(100, 10);
        String order = shop.orderByCard(shop.customer(0), product, 1, "tok_visa").expect(201).text("id");
        Map<String, String> posts = Map.of(
                "/customers", "{\"email\": \"" + UUID.randomUUID() + "@example.org\", \"name\": \"Ada\"}",
                "/products", "{\"name\": \"Tea\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}, \"stock\": 1}",
                "/products/" + product + "/stock-adjustments", "{\"delta\": 5, \"reason\": \"found\"}",
                "/orders/" + order + "/cancel", "");
        posts.forEach((path, body) -> {
            String key = key();
            Response first = shop.http().post(path, body, "Idempotency-Key", key);
            assertThat(first.status()).as(path).isIn(200, 201);
            assertReplay(first, shop.http().post(path, body, "Idempotency-Key", key));
        });
        assertThat(shop.available(product)).isEqualTo(15);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String customer = shop.customer(0);
        String product = shop.product(100, 10);
        String key = key();
        shop.orderByCard(customer, product, 1, "tok_visa", "Idempotency-Key", key).expect(201);
        assertThat(shop.orderByCard(customer, product, 2, "tok_visa", "Idempotency-Key", key).expect(422).code()).isEqualTo("idempotency-key-reused");
        assertThat(shop.available(product)).isEqualTo(9);
    }

    @Test
    void theSameBodyWrittenDifferentlyIsTheSameRequest() {
        String body = Orders.byCard(shop.customer(0), shop.product(100, 10), 1, "tok_visa");
        String key = key();
        Response first = shop.http().post("/orders", body, "Idempotency-Key", key).expect(201);
        assertReplay(first, shop.http().post("/orders", body.replace(": ", ":\n"), "Idempotency-Key", key));
    }

    @Test
    void aKeyBelongsToItsPath() {
        String key = key();
        shop.http().post("/customers", "{\"email\": \"" + key + "@example.org\", \"name\": \"Ada\"}", "Idempotency-Key", key).expect(201);
        shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_visa", "Idempotency-Key", key).expect(201);
    }

    @Test
    void aRefusedRequestDoesNotUseUpItsKey() {
        String key = key();
        String body = "{\"email\": \"" + key + "@example.org\", \"name\": \"Ada\"}";
        shop.http().post("/customers", body.replace("Ada", ""), "Idempotency-Key", key).expect(400);
        shop.http().post("/customers", body, "Idempotency-Key", key).expect(201);
    }

    @Test
    void anAnswerThatSaysThatNothingWasTriedIsNotKept() {
        String product = shop.product(100, 1_000_000_000);
        String adjustments = "/products/" + product + "/stock-adjustments";
        String key = key();
        String body = "{\"delta\": 1, \"reason\": \"found\"}";
        shop.http().post(adjustments, body, "Idempotency-Key", key).expect(400);
        shop.http().post(adjustments, "{\"delta\": -1, \"reason\": \"lost\"}").expect(201);
        assertThat(shop.http().post(adjustments, body, "Idempotency-Key", key).expect(201).header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void whatIsNoKeyIsRefused() {
        String body = "{\"email\": \"key@example.org\", \"name\": \"Ada\"}";
        for (String wrong : List.of("", "x".repeat(256), "a\tb")) {
            assertThat(shop.http().post("/customers", body, "Idempotency-Key", wrong).expect(400).body()).contains("/Idempotency-Key");
        }
        String twice = shop.raw()
                .send("POST", "/customers", body.getBytes(StandardCharsets.UTF_8), "Idempotency-Key: a", "Idempotency-Key: b");
        assertThat(twice).startsWith("HTTP/1.1 400").contains("given once");
    }

    @Test
    void racingRequestsWithOneKeyPlaceOneOrder() throws Exception {
        String customer = shop.customer(0);
        String product = shop.product(100, 100);
        String key = key();
        List<Response> answers = race(_ -> shop.orderByCard(customer, product, 1, "tok_visa", "Idempotency-Key", key));
        assertOneOrder(answers, shop, customer, product, 99);
    }

    @Test
    @Tag(Suite.OWN_SHOP)
    void theKeyHoldsBetweenTwoProcessesAndOverARestart() throws Exception {
        var database = TestDatabase.settings();
        String key = key();
        String body;
        Response first;
        try (var one = Shop.open(database, Map.of()); var other = Shop.open(database, Map.of())) {
            String customer = one.customer(0);
            String product = one.product(100, 100);
            body = Orders.byCard(customer, product, 1, "tok_visa");
            List<Response> answers = race(racer -> (racer % 2 == 0 ? one : other).http().post("/orders", body, "Idempotency-Key", key));
            assertOneOrder(answers, other, customer, product, 99);
            first = answers.stream().filter(answer -> answer.status() == 201).findFirst().orElseThrow();
        }
        try (var restarted = Shop.open(database, Map.of())) {
            assertReplay(first, restarted.http().post("/orders", body, "Idempotency-Key", key));
        }
    }

    private static void assertReplay(Response first, Response second) {
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotency-Replayed")).contains("true");
    }

    private static void assertOneOrder(List<Response> answers, Shop shop, String customer, String product, long left) {
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.code().equals("idempotency-key-in-progress"));
        Set<String> ids = answers.stream().filter(answer -> answer.status() == 201).map(answer -> answer.text("id")).collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 201 && answer.header("Idempotency-Replayed").isEmpty())).hasSize(1);
        assertThat(shop.available(product)).isEqualTo(left);
        assertThat(shop.http().get("/orders?customerId=" + customer).json().path("items").size()).isEqualTo(1);
    }

    private static List<Response> race(IntFunction<Response> request) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var racing = new ArrayList<Future<Response>>();
            for (int racer = 0; racer < RACERS; racer++) {
                int number = racer;
                racing.add(threads.submit(() -> {
                    start.await();
                    return request.apply(number);
                }));
            }
            start.countDown();
            var answers = new ArrayList<Response>();
            for (Future<Response> answer : racing) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
