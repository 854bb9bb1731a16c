package dev.martlet.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.api.CustomerStanding;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.testing.RestClient.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The REST resources of orders. */
class OrderRoutesTest {
    @RegisterExtension
    static final OrdersProcess shop = new OrdersProcess();

    @Test
    void aConfirmedOrderIsShownWithItsPrices() {
        var placed = shop.place(3).expect(201);

        assertThat(placed.header("Location")).contains("/orders/" + placed.text("id"));
        assertThat(placed.text("status")).isEqualTo("CONFIRMED");
        assertThat(placed.json().at("/items/0/lineTotal/amount").asInt()).isEqualTo(5997);
        assertThat(placed.json().at("/total/amount").asInt()).isEqualTo(5997);
        assertThat(placed.json().at("/payment/status").asString()).isEqualTo("CAPTURED");
        assertThat(placed.json().has("reason")).isFalse();
        assertThat(shop.http().get("/orders/" + placed.text("id")).expect(200).body()).isEqualTo(placed.body());
        assertThat(shop.harness().recorded(OrderEvents.CONFIRMED)).isEqualTo(1);
    }

    @Test
    void aDeclinedPaymentIsAProblemThatNamesTheOrder() {
        shop.payments.declines = true;

        var problem = shop.place(1).expect(402);

        assertThat(problem.code()).isEqualTo("payment-declined");
        var order = shop.http().get("/orders/" + problem.text("orderId")).expect(200);
        assertThat(order.text("status")).isEqualTo("REJECTED");
        assertThat(order.text("reason")).isEqualTo("payment-declined");
        assertThat(order.json().at("/payment/status").asString()).isEqualTo("DECLINED");
        assertThat(shop.products.stock(shop.product)).isEqualTo(OrdersProcess.STOCK);
        assertThat(shop.harness().recorded(OrderEvents.REJECTED)).isEqualTo(1);
    }

    @Test
    void creditThatDoesNotCoverTheOrderIsAProblem() {
        shop.payments.declines = true;
        var item = "{\"productId\":\"%s\",\"quantity\":1}".formatted(shop.product);

        assertThat(shop.http().post("/orders", shop.body(item, "{\"method\":\"CREDIT\"}")).expect(402).code()).isEqualTo("insufficient-credit");
    }

    @Test
    void insufficientStockIsNamedByItsPointer() {
        var problem = shop.place(1001).expect(409);

        assertThat(problem.code()).isEqualTo("insufficient-stock");
        assertThat(problem.json().at("/errors/0/pointer").asString()).isEqualTo("/items/0/quantity");
        assertThat(problem.text("orderId")).isNotEmpty();
    }

    @Test
    void anUnknownProductIsNamedByItsPointer() {
        var items = "{\"productId\":\"%s\",\"quantity\":1},{\"productId\":\"%s\",\"quantity\":1}".formatted(shop.product, UUID.randomUUID());

        var problem = shop.http().post("/orders", shop.body(items, "{\"method\":\"CREDIT\"}")).expect(422);

        assertThat(problem.code()).isEqualTo("product-not-found");
        assertThat(problem.json().at("/errors/0/pointer").asString()).isEqualTo("/items/1/productId");
    }

    @Test
    void anInactiveOrUnknownCustomerIsAProblem() {
        shop.customers.standing = new CustomerStanding.Inactive();
        assertThat(shop.place(1).expect(409).code()).isEqualTo("customer-inactive");

        shop.customers.standing = new CustomerStanding.Unknown();
        assertThat(shop.place(1).expect(422).code()).isEqualTo("customer-not-found");
    }

    @Test
    void anOrderOverTheLargestAmountIsAnInvalidRequest() {
        var dear = shop.products.add(Money.of(Money.MAX_AMOUNT, "EUR"), 10);

        var problem = shop.http().post("/orders", shop.card(dear, 2)).expect(400);

        assertThat(problem.code()).isEqualTo("invalid-request");
        assertThat(problem.json().at("/errors/0/pointer").asString()).isEqualTo("/items");
        assertThat(shop.http().get("/orders/" + problem.text("orderId")).expect(200).text("status")).isEqualTo("REJECTED");
    }

    @Test
    void invalidInputIsNamedByItsPointerAndOrdersNothing() {
        var item = "{\"productId\":\"%s\",\"quantity\":1}".formatted(shop.product);
        var card = "{\"method\":\"CARD\",\"token\":\"t\"}";

        assertInvalid("{}", "/customerId", "/items", "/payment");
        assertInvalid(shop.body("", card), "/items");
        assertInvalid(shop.body("null", card), "/items/0");
        assertInvalid(shop.body("{}", card), "/items/0/productId", "/items/0/quantity");
        assertInvalid(shop.body(item + "," + item, card), "/items/1/productId");
        assertInvalid(shop.card(shop.product, 0), "/items/0/quantity");
        assertInvalid(shop.card(shop.product, 10_001), "/items/0/quantity");
        assertInvalid(shop.body(item, "{}"), "/payment/method");
        assertInvalid(shop.body(item, "{\"method\":\"CASH\"}"), "/payment/method");
        assertInvalid(shop.body(item, "{\"method\":\"CARD\"}"), "/payment/token");
        assertInvalid(shop.body(item, "{\"method\":\"CARD\",\"token\":\"%s\"}".formatted("x".repeat(256))), "/payment/token");
        assertInvalid(shop.body(item, "{\"method\":\"CREDIT\",\"token\":\"t\"}"), "/payment/token");
        assertInvalid(shop.body((item + ",").repeat(100) + item, card), "/items");
        assertThat(shop.http().get("/orders").expect(200).json().path("items").size()).isZero();
    }

    private void assertInvalid(String body, String... pointers) {
        var problem = shop.http().post("/orders", body).expect(400);
        assertThat(problem.code()).isEqualTo("invalid-request");
        assertThat(problem.json().path("errors").valueStream().map(error -> error.path("pointer").asString())).as(body).contains(pointers);
    }

    @Test
    void anOrderWhoseChargeHasNoAnswerIsPendingAndConfirmedLater() {
        shop.payments.unanswered = 2;

        var pending = shop.place(1).expect(202);

        assertThat(pending.text("status")).isEqualTo("PENDING");
        var location = pending.header("Location").orElseThrow();
        assertThat(pending.json().at("/payment/status").asString()).isEqualTo("AUTHORIZED");
        assertThat(shop.http().get(location).expect(200).json().at("/total/amount").asInt()).isEqualTo(1999);
        awaitStatus(location, "CONFIRMED");
        assertThat(shop.payments.charges).hasSize(1);
        assertThat(shop.harness().recorded(OrderEvents.CONFIRMED)).isEqualTo(1);
    }

    @Test
    void listsAreFilteredByCustomerAndStatus() {
        shop.place(1).expect(201);
        shop.place(2).expect(201);
        shop.place(5000).expect(409);

        assertThat(count("/orders")).isEqualTo(3);
        assertThat(count("/orders?customerId=" + shop.customer)).isEqualTo(3);
        assertThat(count("/orders?customerId=" + UUID.randomUUID())).isZero();
        assertThat(count("/orders?status=CONFIRMED")).isEqualTo(2);
        assertThat(count("/orders?status=REJECTED&customerId=" + shop.customer)).isEqualTo(1);
        assertThat(shop.http().get("/orders?status=REJECTING").expect(400).code()).isEqualTo("invalid-request");
    }

    @Test
    void anOrderThatIsBeingRejectedIsShownAsPending() {
        shop.payments.unanswered = Integer.MAX_VALUE;

        var answer = shop.place(5000).expect(202);

        assertThat(answer.text("status")).isEqualTo("PENDING");
        assertThat(answer.json().has("reason")).isFalse();
        assertThat(count("/orders?status=PENDING")).isEqualTo(1);
        assertThat(shop.http().post(answer.header("Location").orElseThrow() + "/cancel", "").expect(202).text("status")).isEqualTo("PENDING");
        shop.payments.unanswered = 0;
        awaitStatus(answer.header("Location").orElseThrow(), "REJECTED");
    }

    @Test
    void listsAreReadPageByPageNewestFirst() {
        var first = shop.place(1).text("id");
        var second = shop.place(1).text("id");

        var page = shop.http().get("/orders?limit=1&customerId=" + shop.customer).expect(200);
        assertThat(page.json().at("/items/0/id").asString()).isEqualTo(second);
        var next = shop.http().get("/orders?limit=1&customerId=" + shop.customer + "&cursor=" + page.text("nextCursor")).expect(200);
        assertThat(next.json().at("/items/0/id").asString()).isEqualTo(first);
        assertThat(next.json().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void unknownOrdersAreNotFound() {
        var path = "/orders/" + UUID.randomUUID();

        assertThat(shop.http().get(path).expect(404).code()).isEqualTo("not-found");
        assertThat(shop.http().post(path + "/cancel", "").expect(404).code()).isEqualTo("not-found");
        assertThat(shop.http().get(path + "/events", "Accept", "text/event-stream").expect(404).code()).isEqualTo("not-found");
    }

    @Test
    void anUnfinishedOrderIsFinishedAfterARestart() {
        shop.payments.unanswered = Integer.MAX_VALUE;
        var location = shop.place(1).expect(202).header("Location").orElseThrow();

        shop.payments.unanswered = 0;
        shop.restart();

        awaitStatus(location, "CONFIRMED");
        assertThat(shop.payments.charges).hasSize(1);
    }

    private void awaitStatus(String location, String status) {
        await().atMost(Duration.ofSeconds(20)).until(() -> shop.http().get(location).text("status").equals(status));
    }

    private int count(String path) {
        Response page = shop.http().get(path).expect(200);
        return page.json().path("items").size();
    }
}
