package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.Books;
import dev.martlet.bootstrap.Orders;
import dev.martlet.bootstrap.ShopClient;
import dev.martlet.kernel.testing.RestClient.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What every client of the shop may rely on, asked at one public port of whichever process; every answer is held against the OpenAPI document too. */
final class ShopChecks {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int STOCK = 50;

    private final ShopClient http;
    private final String customer;
    private final String product;

    private ShopChecks(ShopClient http) {
        this.http = http;
        customer = customer(http, 10_000);
        product = product(http, STOCK);
    }

    static void run(ShopClient http) {
        var checks = new ShopChecks(http);
        checks.resourcesCarryTheirTags();
        checks.changesNeedTheTag();
        checks.stockIsAdjusted();
        checks.ordersEndAsTheyShould();
        checks.aKeyIsAnsweredOnce();
        checks.aPendingOrderIsFollowedToItsEnd();
        checks.aCancelledOrderIsGivenBackOnce();
        checks.listsArePaged();
        checks.mistakesAreProblems();
        checks.everythingAddsUp();
    }

    static String customer(ShopClient http, long limit) {
        return http.post("/customers", """
                {"email": "%s@example.org", "name": "Ada", "creditLimit": {"amount": %d, "currency": "EUR"}}
                """.formatted(UUID.randomUUID(), limit)).expect(201).text("id");
    }

    static String product(ShopClient http, long stock) {
        return http.post("/products", """
                {"name": "Tea", "price": {"amount": 250, "currency": "EUR"}, "stock": %d}
                """.formatted(stock)).expect(201).text("id");
    }

    private void resourcesCarryTheirTags() {
        for (String path : List.of("/customers/" + customer, "/products/" + product)) {
            Response found = http.get(path).expect(200);
            assertThat(http.get(path, "If-None-Match", found.tag()).expect(304).body()).isEmpty();
            assertThat(http.get(path, "If-None-Match", "\"another\"").expect(200).body()).isEqualTo(found.body());
        }
    }

    private void changesNeedTheTag() {
        String path = "/customers/" + customer;
        String old = http.get(path).tag();
        assertThat(http.send("PATCH", path, Optional.of("{\"name\": \"Ada L.\"}")).expect(428).code()).isEqualTo("precondition-required");
        assertThat(http.patch(path, "{\"name\": \"Ada Lovelace\"}", old).expect(200).text("name")).isEqualTo("Ada Lovelace");
        assertThat(http.patch(path, "{\"name\": \"Ada\"}", old).expect(412).code()).isEqualTo("precondition-failed");
    }

    private void stockIsAdjusted() {
        String path = "/products/" + product + "/stock-adjustments";
        http.post(path, "{\"delta\": -5, \"reason\": \"broken\"}").expect(201);
        http.post(path, "{\"delta\": 5, \"reason\": \"found\"}").expect(201);
        assertThat(http.post(path, "{\"delta\": -51, \"reason\": \"lost\"}").expect(409).code()).isEqualTo("insufficient-stock");
    }

    private void ordersEndAsTheyShould() {
        assertThat(byCard(2, "tok_visa").expect(201).text("status")).isEqualTo("CONFIRMED");
        assertThat(byCard(1, "tok_slow").expect(201).text("status")).isEqualTo("CONFIRMED");
        assertThat(onCredit(3).expect(201).json().at("/payment/method").asString()).isEqualTo("CREDIT");
        assertThat(onCredit(38).expect(402).code()).isEqualTo("insufficient-credit");
        assertRejected(byCard(1, "tok_declined").expect(402), "payment-declined");
        assertRejected(byCard(STOCK + 1, "tok_visa").expect(409), "insufficient-stock");
        assertRejected(http.post("/orders", Orders.byCard(UUID.randomUUID().toString(), product, 1, "tok_visa")).expect(422), "customer-not-found");
        assertRejected(http.post("/orders", Orders.byCard(customer, UUID.randomUUID().toString(), 1, "tok_visa")).expect(422), "product-not-found");
    }

    private void assertRejected(Response refused, String reason) {
        assertThat(refused.code()).isEqualTo(reason);
        Response order = http.get("/orders/" + refused.text("orderId")).expect(200);
        assertThat(List.of(order.text("status"), order.text("reason"))).containsExactly("REJECTED", reason);
    }

    private void aKeyIsAnsweredOnce() {
        String key = UUID.randomUUID().toString();
        String body = Orders.byCard(customer, product, 1, "tok_visa");
        Response first = http.post("/orders", body, "Idempotency-Key", key).expect(201);
        Response again = http.post("/orders", body, "Idempotency-Key", key).expect(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(http.post("/orders", Orders.byCard(customer, product, 2, "tok_visa"), "Idempotency-Key", key).expect(422).code())
                .isEqualTo("idempotency-key-reused");
    }

    private void aPendingOrderIsFollowedToItsEnd() {
        Response placed = byCard(1, "tok_timeout").expect(202);
        assertThat(placed.text("status")).isEqualTo("PENDING");
        String path = placed.header("Location").orElseThrow();
        assertThat(path).endsWith("/orders/" + placed.text("id"));
        Response stream = http.get("/orders/" + placed.text("id") + "/events", "Accept", "text/event-stream").expect(200);
        assertThat(stream.body().lines().filter(line -> line.startsWith("id: "))).containsExactly("id: PENDING", "id: CONFIRMED");
        assertThat(http.get("/orders/" + placed.text("id")).text("status")).isEqualTo("CONFIRMED");
    }

    private void aCancelledOrderIsGivenBackOnce() {
        for (Response placed : List.of(byCard(2, "tok_visa"), onCredit(2))) {
            String path = "/orders/" + placed.expect(201).text("id") + "/cancel";
            assertThat(http.post(path, "").expect(200).text("status")).isEqualTo("CANCELLED");
            assertThat(http.post(path, "").expect(200).text("status")).isEqualTo("CANCELLED");
        }
    }

    private void listsArePaged() {
        List<String> whole = ids(http.get("/orders?customerId=" + customer + "&limit=200").json());
        var pieces = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = http.get("/orders?customerId=" + customer + "&limit=3" + cursor).expect(200).json();
            pieces.addAll(ids(page));
            cursor = page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        assertThat(pieces).isEqualTo(whole).hasSizeGreaterThan(6).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    private void mistakesAreProblems() {
        assertProblem(http.post("/orders", "{"), 400, "invalid-json");
        assertProblem(http.post("/products", "{\"name\": \"Tea\"}"), 400, "invalid-request");
        assertProblem(http.get("/orders/1"), 400, "invalid-id");
        assertProblem(http.get("/orders?cursor=x"), 400, "invalid-cursor");
        for (String module : List.of("customers", "products", "orders", "payments")) {
            assertProblem(http.get("/" + module + "/" + UUID.randomUUID()), 404, "not-found");
        }
        Response notAllowed = http.delete("/orders");
        assertProblem(notAllowed, 405, "method-not-allowed");
        assertThat(notAllowed.header("Allow")).hasValueSatisfying(allowed -> assertThat(allowed).contains("POST"));
        assertProblem(http.post("/customers", "{}", "Content-Type", "text/plain"), 415, "unsupported-media-type");
        assertProblem(http.post("/customers", "{\"name\": \"" + "x".repeat(1 << 20) + "\"}"), 413, "content-too-large");
        assertThat(http.get("/loyalty/" + UUID.randomUUID()).expect(200).json().path("points").asLong()).isZero();
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.expect(status).code()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    private void everythingAddsUp() {
        var books = new Books(http);
        await().atMost(SOON).untilAsserted(() -> books.assertAddUp(customer, List.of(product), STOCK));
    }

    private Response byCard(int quantity, String token) {
        return http.post("/orders", Orders.byCard(customer, product, quantity, token));
    }

    private Response onCredit(int quantity) {
        return http.post("/orders", Orders.onCredit(customer, product, quantity));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items").valueStream().map(item -> item.path("id").asString()).toList();
    }
}
