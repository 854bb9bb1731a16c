package dev.martlet.bootstrap.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Goes through a customer's orders and holds stock, payments, credit, mails and points against them: an auditor with the REST API alone. */
public final class Reconciliation {
    private final ShopClient http;

    public Reconciliation(ShopClient http) {
        this.http = http;
    }

    /** @param stock what there was of each product before the customer's orders, which are the only ones */
    public void assertAddUp(String customer, List<String> products, long stock) {
        assertAddUp(customer, products.stream().collect(Collectors.toMap(Function.identity(), _ -> stock)));
    }

    /** @param stock what there would be of each product without the customer's orders */
    public void assertAddUp(String customer, Map<String, Long> stock) {
        List<JsonNode> orders = orders(customer);
        assertThat(orders).allMatch(order -> List.of("CONFIRMED", "REJECTED", "CANCELLED").contains(order.path("status").asString()), "is final");
        stock.forEach((product, pieces) -> assertStock(product, pieces, orders));
        orders.forEach(this::assertPayment);
        assertCredit(customer, orders);
        assertPoints(customer, orders);
        assertMails(customer, orders);
    }

    public List<JsonNode> orders(String customer) {
        return all("/orders?customerId=" + customer);
    }

    private void assertStock(String product, long stock, List<JsonNode> orders) {
        long sold = orders.stream().filter(is("CONFIRMED"))
                .flatMap(order -> order.path("items").valueStream())
                .filter(item -> item.path("productId").asString().equals(product))
                .mapToLong(item -> item.path("quantity").asLong())
                .sum();
        JsonNode shown = http.get("/products/" + product).expect(200).json().path("stock");
        assertThat(shown.path("available").asLong()).as("available").isEqualTo(stock - sold);
        assertThat(shown.path("reserved").asLong()).as("reserved").isZero();
    }

    private void assertPayment(JsonNode order) {
        List<JsonNode> payments = all("/payments?orderId=" + order.path("id").asString());
        assertThat(payments).hasSizeLessThanOrEqualTo(1);
        List<String> statuses = payments.stream().map(payment -> payment.path("status").asString()).toList();
        switch (order.path("status").asString()) {
            case "CONFIRMED" -> assertThat(statuses).containsExactly("CAPTURED");
            case "CANCELLED" -> assertThat(statuses).doesNotContain("AUTHORIZED", "CAPTURED");
            default -> assertThat(statuses).doesNotContain("AUTHORIZED", "CAPTURED");
        }
        payments.forEach(payment -> assertThat(payment.at("/amount")).isEqualTo(order.path("total")));
    }

    private void assertCredit(String customer, List<JsonNode> orders) {
        long owed = orders.stream()
                .filter(is("CONFIRMED"))
                .filter(order -> order.at("/payment/method").asString().equals("CREDIT"))
                .mapToLong(Reconciliation::total)
                .sum();
        JsonNode credit = http.get("/customers/" + customer + "/credit").expect(200).json();
        assertThat(credit.at("/reserved/amount").asLong()).as("owed").isEqualTo(owed);
        assertThat(credit.at("/available/amount").asLong()).as("credit left").isEqualTo(credit.at("/limit/amount").asLong() - owed);
    }

    private void assertPoints(String customer, List<JsonNode> orders) {
        long points = orders.stream().filter(is("CONFIRMED")).mapToLong(order -> total(order) / 100).sum();
        assertThat(http.get("/loyalty/" + customer).expect(200).json().path("points").asLong()).as("points").isEqualTo(points);
    }

    /** A cancelled order was confirmed before, or not: then its customer has one mail of it. */
    private void assertMails(String customer, List<JsonNode> orders) {
        List<String> mails = all("/notifications?customerId=" + customer).stream()
                .map(mail -> mail.path("type").asString() + " " + mail.path("orderId").asString("")).toList();
        var expected = new ArrayList<>(List.of("WELCOME "));
        orders.forEach(order -> {
            String id = order.path("id").asString();
            switch (order.path("status").asString()) {
                case "REJECTED" -> expected.add("ORDER_REJECTED " + id);
                case "CANCELLED" -> {
                    expected.add("ORDER_CANCELLED " + id);
                    if (mails.contains("ORDER_CONFIRMED " + id)) {
                        expected.add("ORDER_CONFIRMED " + id);
                    }
                }
                default -> expected.add("ORDER_CONFIRMED " + id);
            }
        });
        assertThat(mails).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<JsonNode> all(String list) {
        var found = new ArrayList<JsonNode>();
        String next = list + "&limit=200";
        while (!next.isEmpty()) {
            JsonNode page = http.get(next).expect(200).json();
            page.path("items").forEach(found::add);
            next = page.path("nextCursor").isNull() ? "" : list + "&limit=200&cursor=" + page.path("nextCursor").asString();
        }
        return found;
    }

    private static Predicate<JsonNode> is(String status) {
        return order -> order.path("status").asString().equals(status);
    }

    private static long total(JsonNode order) {
        return order.at("/total/amount").asLong();
    }
}
