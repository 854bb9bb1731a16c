package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Orders;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneShop.class)
class OrderingTest {
    private final Shop shop;

    OrderingTest(Shop shop) {
        this.shop = shop;
    }

    @Test
    void anOrderByCardTakesStockAndMoneyAndEarnsPoints() {
        String customer = shop.customer(0);
        String product = shop.product(1999, 10);
        Response placed = shop.orderByCard(customer, product, 3, "tok_visa").expect(201);
        String order = placed.text("id");
        assertThat(placed.text("status")).isEqualTo("CONFIRMED");
        assertThat(placed.json().at("/total/amount").asLong()).isEqualTo(5997);
        assertThat(placed.json().at("/items/0/lineTotal/amount").asLong()).isEqualTo(5997);
        assertThat(placed.header("Location")).contains("/orders/" + order);
        assertThat(shop.order(order).json()).isEqualTo(placed.json());
        assertThat(shop.available(product)).isEqualTo(7);
        assertThat(shop.reserved(product)).isZero();
        assertThat(payments(order)).containsExactly("CARD CAPTURED 5997");
        awaitMail(customer, order, "ORDER_CONFIRMED");
        await().untilAsserted(() -> assertThat(shop.points(customer)).isEqualTo(59));
    }

    @Test
    void anOrderOnCreditHoldsTheCustomersCredit() {
        String customer = shop.customer(10_000);
        String product = shop.product(2500, 10);
        String order = shop.orderOnCredit(customer, product, 3).expect(201).text("id");
        assertThat(shop.owed(customer)).isEqualTo(7500);
        assertThat(payments(order)).containsExactly("CREDIT CAPTURED 7500");
        shop.cancel(order).expect(200);
        assertThat(shop.owed(customer)).isZero();
    }

    @Test
    void moreThanTheCreditIsRefusedAndHoldsNothing() {
        String customer = shop.customer(7499);
        String product = shop.product(2500, 10);
        Response refused = shop.orderOnCredit(customer, product, 3).expect(402);
        assertThat(refused.code()).isEqualTo("insufficient-credit");
        assertRejected(refused, "insufficient-credit");
        assertThat(shop.owed(customer)).isZero();
        assertThat(shop.available(product)).isEqualTo(10);
    }

    @Test
    void aDeclinedPaymentReleasesTheStock() {
        String customer = shop.customer(0);
        String product = shop.product(100, 5);
        Response refused = shop.orderByCard(customer, product, 2, "tok_declined").expect(402);
        assertThat(refused.code()).isEqualTo("payment-declined");
        String order = assertRejected(refused, "payment-declined");
        assertThat(shop.available(product)).isEqualTo(5);
        assertThat(shop.reserved(product)).isZero();
        assertThat(payments(order)).containsExactly("CARD DECLINED 200");
        awaitMail(customer, order, "ORDER_REJECTED");
        assertThat(shop.points(customer)).isZero();
    }

    @Test
    void moreThanTheStockIsRefusedAndTakesNothing() {
        String customer = shop.customer(0);
        String rich = shop.product(100, 100);
        String poor = shop.product(100, 1);
        Response refused = shop.http().post("/orders", Orders.of(customer, Orders.item(rich, 2) + "," + Orders.item(poor, 2), VISA)).expect(409);
        assertThat(refused.code()).isEqualTo("insufficient-stock");
        String order = assertRejected(refused, "insufficient-stock");
        assertThat(List.of(shop.available(rich), shop.reserved(rich), shop.available(poor), shop.reserved(poor))).containsExactly(100L, 0L, 1L, 0L);
        assertThat(payments(order)).doesNotContain("CARD CAPTURED 400");
    }

    @Test
    void anUnknownCustomerIsRefused() {
        assertRejected(shop.orderByCard(UUID.randomUUID().toString(), shop.product(100, 1), 1, "tok_visa").expect(422), "customer-not-found");
    }

    @Test
    void anUnknownProductIsRefused() {
        assertRejected(shop.orderByCard(shop.customer(0), UUID.randomUUID().toString(), 1, "tok_visa").expect(422), "product-not-found");
    }

    @Test
    void anInactiveCustomerIsRefused() {
        String customer = shop.customer(0);
        String tag = shop.http().get("/customers/" + customer).tag();
        shop.http().patch("/customers/" + customer, "{\"active\": false}", tag).expect(200);
        assertRejected(shop.orderByCard(customer, shop.product(100, 1), 1, "tok_visa").expect(409), "customer-inactive");
    }

    @Test
    void aDeletedCustomerIsUnknownAndItsOrdersStay() {
        String customer = shop.customer(0);
        String product = shop.product(100, 5);
        String order = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
        shop.http().delete("/customers/" + customer).expect(204);
        shop.http().get("/customers/" + customer).expect(404);
        assertRejected(shop.orderByCard(customer, product, 1, "tok_visa").expect(422), "customer-not-found");
        assertThat(shop.order(order).text("status")).isEqualTo("CONFIRMED");
        assertThat(shop.cancel(order).expect(200).text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void mixedCurrenciesAreRefused() {
        String customer = shop.customer(0);
        String euros = shop.product(100, "EUR", 5);
        String dollars = shop.product(100, "USD", 5);
        Response refused = shop.http().post("/orders", Orders.of(customer, Orders.item(euros, 1) + "," + Orders.item(dollars, 1), VISA)).expect(409);
        assertRejected(refused, "mixed-currencies");
        assertThat(shop.available(euros)).isEqualTo(5);
        assertThat(shop.available(dollars)).isEqualTo(5);
    }

    @Test
    void aSlowCardIsWaitedFor() {
        Response placed = shop.orderByCard(shop.customer(0), shop.product(100, 5), 1, "tok_slow").expect(201);
        assertThat(placed.text("status")).isEqualTo("CONFIRMED");
    }

    @Test
    @Tag(Suite.LOST_ANSWER)
    void aLostAnswerOfTheGatewayIsAskedForAgainAndChargesOnce() {
        String customer = shop.customer(0);
        String product = shop.product(100, 5);
        Response placed = shop.orderByCard(customer, product, 2, "tok_timeout").expect(202);
        assertThat(placed.text("status")).isEqualTo("PENDING");
        String order = placed.text("id");
        assertThat(placed.header("Location")).contains("/orders/" + order);
        await().untilAsserted(() -> assertThat(shop.order(order).text("status")).isEqualTo("CONFIRMED"));
        assertThat(payments(order)).containsExactly("CARD CAPTURED 200");
        assertThat(shop.available(product)).isEqualTo(3);
        awaitMail(customer, order, "ORDER_CONFIRMED");
    }

    @Test
    void cancellingTwiceGivesBackOnce() {
        String customer = shop.customer(0);
        String product = shop.product(1000, 5);
        String order = shop.orderByCard(customer, product, 2, "tok_visa").expect(201).text("id");
        await().untilAsserted(() -> assertThat(shop.points(customer)).isEqualTo(20));
        assertThat(shop.cancel(order).expect(200).text("status")).isEqualTo("CANCELLED");
        assertThat(shop.cancel(order).expect(200).text("status")).isEqualTo("CANCELLED");
        assertThat(shop.available(product)).isEqualTo(5);
        assertThat(payments(order)).containsExactly("CARD REFUNDED 2000");
        awaitMail(customer, order, "ORDER_CANCELLED");
        await().untilAsserted(() -> assertThat(shop.points(customer)).isZero());
    }

    @Test
    void whatIsNotConfirmedCannotBeCancelled() {
        String order = shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_declined").expect(402).text("orderId");
        assertThat(shop.cancel(order).expect(409).code()).isEqualTo("order-not-cancellable");
        assertThat(shop.cancel(UUID.randomUUID().toString()).expect(404).code()).isEqualTo("not-found");
    }

    @Test
    void ordersAreFoundByCustomerAndStatus() {
        String customer = shop.customer(0);
        String product = shop.product(100, 5);
        String confirmed = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
        String rejected = shop.orderByCard(customer, product, 1, "tok_declined").expect(402).text("orderId");
        assertThat(ids("/orders?customerId=" + customer)).containsExactly(rejected, confirmed);
        assertThat(ids("/orders?customerId=" + customer + "&status=CONFIRMED")).containsExactly(confirmed);
        assertThat(ids("/orders?customerId=" + customer + "&status=REJECTED")).containsExactly(rejected);
    }

    @Test
    void aNewCustomerIsWelcomed() {
        String customer = shop.customer(0);
        await().untilAsserted(() -> assertThat(mails(customer)).containsExactly("WELCOME"));
    }

    private static final String VISA = "{\"method\": \"CARD\", \"token\": \"tok_visa\"}";

    private String assertRejected(Response refused, String reason) {
        assertThat(refused.code()).isEqualTo(reason);
        Response order = shop.order(refused.text("orderId"));
        assertThat(order.text("status")).isEqualTo("REJECTED");
        assertThat(order.text("reason")).isEqualTo(reason);
        return order.text("id");
    }

    private List<String> payments(String order) {
        return shop.http().get("/payments?orderId=" + order).expect(200).json().path("items").valueStream()
                .map(payment -> payment.path("method").asString() + " " + payment.path("status").asString() + " " + payment.at("/amount/amount").asLong())
                .toList();
    }

    private void awaitMail(String customer, String order, String type) {
        await().untilAsserted(() -> assertThat(shop.http().get("/notifications?customerId=" + customer).json().path("items").valueStream()
                .filter(mail -> mail.path("orderId").asString("").equals(order))
                .map(mail -> mail.path("type").asString())).contains(type));
    }

    private List<String> mails(String customer) {
        return shop.http().get("/notifications?customerId=" + customer).json().path("items").valueStream().map(mail -> mail.path("type").asString()).toList();
    }

    private List<String> ids(String path) {
        return shop.http().get(path).expect(200).json().path("items").valueStream().map(item -> item.path("id").asString()).toList();
    }
}
