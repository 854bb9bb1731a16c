package dev.martlet.bootstrap.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneShop.class)
class ConditionalRequestsTest {
    private final Shop shop;
    private String customer;
    private String product;

    ConditionalRequestsTest(Shop shop) {
        this.shop = shop;
    }

    @BeforeEach
    void stock() {
        customer = "/customers/" + shop.customer(1000);
        product = "/products/" + shop.product(100, 10);
    }

    @Test
    void everySingleResourceHasATagAndIsNotSentTwice() {
        String order = shop.orderByCard(customer.substring(11), product.substring(10), 1, "tok_visa").expect(201).text("id");
        String payment = shop.order(order).json().at("/payment/id").asString();
        String points = customer.replace("customers", "loyalty");
        await().until(() -> shop.points(customer.substring(11)) == 1);
        Stream.of(customer, customer + "/credit", product, "/orders/" + order, "/payments/" + payment, points).forEach(path -> {
            String tag = shop.http().get(path).expect(200).tag();
            assertThat(shop.http().get(path, "If-None-Match", tag).status()).as(path).isEqualTo(304);
            assertThat(shop.http().get(path, "If-None-Match", "\"other\", W/" + tag).status()).as(path).isEqualTo(304);
            assertThat(shop.http().get(path, "If-None-Match", "*").status()).as(path).isEqualTo(304);
            assertThat(shop.http().get(path, "If-None-Match", "\"other\"").status()).as(path).isEqualTo(200);
        });
    }

    @Test
    void aChangeChangesTheTag() {
        Response before = shop.http().get(customer);
        Response changed = shop.http().patch(customer, "{\"name\": \"Grace\"}", before.tag()).expect(200);
        Response after = shop.http().get(customer, "If-None-Match", before.tag()).expect(200);
        assertThat(after.tag()).isNotEqualTo(before.tag()).isEqualTo(changed.tag());
        assertThat(after.json()).isEqualTo(changed.json());
    }

    @Test
    void headIsGetWithoutABody() {
        Response get = shop.http().get(customer);
        Response head = shop.http().send("HEAD", customer, Optional.empty()).expect(200);
        assertThat(head.tag()).isEqualTo(get.tag());
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    }

    @Test
    void aPatchNeedsIfMatch() {
        for (String path : List.of(customer, product)) {
            assertThat(shop.http().send("PATCH", path, Optional.of("{\"name\": \"X\"}")).expect(428).code()).isEqualTo("precondition-required");
        }
    }

    @Test
    void aPatchOfWhatHasChangedSinceIsRefused() {
        for (String path : List.of(customer, product)) {
            String old = shop.http().get(path).tag();
            shop.http().patch(path, "{\"name\": \"First\"}", old).expect(200);
            assertThat(shop.http().patch(path, "{\"name\": \"Second\"}", old).expect(412).code()).isEqualTo("precondition-failed");
            assertThat(shop.http().get(path).text("name")).isEqualTo("First");
            shop.http().patch(path, "{\"name\": \"Third\"}", "*").expect(200);
        }
    }

    @Test
    void aTagThatAProxyHasWeakenedOrMarkedCountsAsItsOwn() {
        for (String path : List.of(customer, product)) {
            for (String form : List.of("W/\"%s\"", "\"%s-gzip\"", "W/\"%s-gzip\"")) {
                String tag = form.formatted(shop.http().get(path).tag().replace("\"", ""));
                shop.http().patch(path, "{\"name\": \"" + UUID.randomUUID() + "\"}", tag).expect(200);
                shop.http().patch(path, "{\"name\": \"Other\"}", tag).expect(412);
            }
        }
    }

    @Test
    void aDeletionOfWhatHasChangedSinceIsRefused() {
        String old = shop.http().get(customer).tag();
        shop.http().patch(customer, "{\"name\": \"Grace\"}", old).expect(200);
        assertThat(change("DELETE", customer, old).expect(412).code()).isEqualTo("precondition-failed");
        assertThat(change("DELETE", customer, "\"x\"").expect(412).code()).isEqualTo("precondition-failed");
        shop.http().get(customer).expect(200);
        change("DELETE", customer, "\"x\", W/" + shop.http().get(customer).tag()).expect(204);
        change("DELETE", customer, "*").expect(404);
        change("DELETE", customer, old).expect(404);
    }

    @Test
    void anAdjustmentOfAProductThatHasChangedSinceIsRefused() {
        String adjustments = product + "/stock-adjustments";
        String body = "{\"delta\": 1, \"reason\": \"found\"}";
        String old = shop.http().get(product).tag();
        String oldList = shop.http().get(adjustments).tag();
        change("POST", adjustments, body, old).expect(201);
        assertThat(change("POST", adjustments, body, old).expect(412).code()).isEqualTo("precondition-failed");
        change("POST", adjustments, body, oldList).expect(412);
        change("POST", adjustments, body, shop.http().get(product).tag()).expect(201);
        change("POST", adjustments, body, shop.http().get(adjustments).tag()).expect(201);
        change("POST", adjustments, body, "*").expect(201);
        assertThat(shop.http().get(product).json().at("/stock/available").asLong()).isEqualTo(14);
    }

    @Test
    void aCancellationOfAnOrderThatHasChangedSinceIsRefused() {
        String order = "/orders/" + shop.orderByCard(customer.substring(11), product.substring(10), 1, "tok_visa").expect(201).text("id");
        String current = shop.http().get(order).tag();
        change("POST", order + "/cancel", "", "\"x\"").expect(412);
        assertThat(shop.http().get(order).text("status")).isEqualTo("CONFIRMED");
        change("POST", order + "/cancel", "", current).expect(200);
        change("POST", order + "/cancel", "", current).expect(412);
        change("POST", order + "/cancel", "", "*").expect(200);
    }

    @Test
    void aListCanBeTheConditionOfAnAddition() {
        String tag = shop.http().get("/customers?email=nobody@example.org").tag();
        String body = "{\"email\": \"" + UUID.randomUUID() + "@example.org\", \"name\": \"Ada\"}";
        change("POST", "/customers", body, tag).expect(412);
        assertThat(shop.http().post("/customers", body, "If-None-Match", "*").expect(412).code()).isEqualTo("precondition-failed");
        change("POST", "/customers", body, "*").expect(201);
    }

    @Test
    void aRepetitionIsReplayedThoughItsFirstRequestHasChangedWhatItNames() {
        String key = UUID.randomUUID().toString();
        String adjustments = product + "/stock-adjustments";
        String body = "{\"delta\": 1, \"reason\": \"found\"}";
        String tag = shop.http().get(product).tag();
        shop.http().post(adjustments, body, "If-Match", "\"x\"", "Idempotency-Key", key).expect(412);
        shop.http().post(adjustments, body, "If-Match", tag, "Idempotency-Key", key).expect(201);
        Response again = shop.http().post(adjustments, body, "If-Match", tag, "Idempotency-Key", key).expect(201);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        String order = "/orders/" + shop.orderByCard(customer.substring(11), product.substring(10), 1, "tok_visa").expect(201).text("id");
        String orderTag = shop.http().get(order).tag();
        for (int i = 0; i < 2; i++) {
            shop.http().post(order + "/cancel", "", "If-Match", orderTag, "Idempotency-Key", key).expect(200);
        }
    }

    private Response change(String method, String path, String tag) {
        return shop.http().send(method, path, Optional.empty(), "If-Match", tag);
    }

    private Response change(String method, String path, String body, String tag) {
        return shop.http().send(method, path, Optional.of(body), "If-Match", tag);
    }

    @Test
    void aMergePatchChangesWhatItNamesAndRemovesWhatIsNull() {
        Response before = shop.http().get(product);
        Response described = shop.http().patch(product, "{\"description\": \"Green\", \"sku\": \"" + UUID.randomUUID() + "\"}", before.tag()).expect(200);
        assertThat(described.text("description")).isEqualTo("Green");
        Response dearer = shop.http().patch(product, "{\"price\": {\"amount\": 250}}", described.tag()).expect(200);
        assertThat(dearer.json().at("/price")).hasToString("{\"amount\":250,\"currency\":\"EUR\"}");
        Response bare = shop.http().patch(product, "{\"description\": null, \"sku\": null}", dearer.tag()).expect(200);
        assertThat(bare.json().path("description").isNull()).isTrue();
        assertThat(bare.json().path("sku").isNull()).isTrue();
        assertThat(bare.text("name")).isEqualTo(before.text("name"));
        assertThat(bare.json().path("stock")).isEqualTo(before.json().path("stock"));
    }

    @Test
    void bothMediaTypesOfAPatchAreTaken() {
        String tag = shop.http().get(customer).tag();
        Response patched = shop.http().send(
                "PATCH", customer, Optional.of("{\"name\": \"Grace\"}"), "If-Match", tag, "Content-Type", "application/merge-patch+json; charset=utf-8");
        assertThat(patched.expect(200).text("name")).isEqualTo("Grace");
    }

    @Test
    void anEmptyPatchChangesNothing() {
        Response before = shop.http().get(customer);
        assertThat(shop.http().patch(customer, "{}", before.tag()).expect(200).json()).isEqualTo(before.json());
    }

    @Test
    void whatCannotBeChangedIsNamed() {
        String tag = shop.http().get(product).tag();
        for (String member : List.of("id", "stock", "createdAt", "updatedAt", "color")) {
            Response refused = shop.http().patch(product, "{\"" + member + "\": null}", tag).expect(400);
            assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/" + member);
        }
    }

    @Test
    void anEmailBelongsToOneCustomerInAnyCase() {
        String taken = shop.http().get(customer).text("email");
        String other = "/customers/" + shop.customer(0);
        String shouted = "{\"email\": \"" + taken.toUpperCase(Locale.ROOT) + "\"";
        assertThat(shop.http().patch(other, shouted + "}", shop.http().get(other).tag()).expect(409).code()).isEqualTo("email-taken");
        assertThat(shop.http().post("/customers", shouted + ", \"name\": \"Ada\"}").expect(409).code()).isEqualTo("email-taken");
        assertThat(shop.http().get("/customers?email=" + taken).json().at("/items/0/id").asString()).isEqualTo(customer.substring(11));
    }
}
