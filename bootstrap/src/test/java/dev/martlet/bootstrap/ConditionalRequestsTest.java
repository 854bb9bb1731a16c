package dev.martlet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.kernel.testing.RestClient.Response;
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
            shop.http().patch(path, "{\"name\": \"Fourth\"}", "W/" + shop.http().get(path).tag()).expect(412);
        }
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
