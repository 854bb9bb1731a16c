package dev.martlet.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.RestClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductRoutesTest {
    private static ModuleHarness module;

    private final RestClient http = module.http();

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new ProductsModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void aRegisteredProductIsFoundAtItsLocation() {
        var created = http.post("/products", """
                {"sku": "BIRD-1", "name": "Martlet", "description": "A bird\\nwithout feet",
                "price": {"amount": 1999, "currency": "EUR"}, "stock": 12}
                """).expect(201);

        var found = http.get(created.header("Location").orElseThrow()).expect(200);

        assertThat(found.json()).isEqualTo(created.json());
        assertThat(found.text("sku")).isEqualTo("BIRD-1");
        assertThat(found.text("description")).isEqualTo("A bird\nwithout feet");
        assertThat(found.json().path("price").toString()).isEqualTo("{\"amount\":1999,\"currency\":\"EUR\"}");
        assertThat(found.json().path("stock").toString()).isEqualTo("{\"available\":12,\"reserved\":0}");
        assertThat(found.text("createdAt")).isEqualTo(found.text("updatedAt")).endsWith("Z");
    }

    @Test
    void aProductNeedsNeitherSkuNorDescription() {
        var created = register("Martlet");

        assertThat(created.json().path("sku").isNull()).isTrue();
        assertThat(created.json().path("description").isNull()).isTrue();
        register("Martlet");
    }

    @Test
    void aSkuIsUnique() {
        register("Martlet", "TAKEN");

        assertThat(post("Swift", "TAKEN").expect(409).code()).isEqualTo("sku-taken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"price": {"amount": 1, "currency": "EUR"}, "stock": 0}                                         | /name
            {"name": " ", "price": {"amount": 1, "currency": "EUR"}, "stock": 0}                            | /name
            {"name": null, "price": {"amount": 1, "currency": "EUR"}, "stock": 0}                           | /name
            {"name": "M", "stock": 0}                                                                       | /price
            {"name": "M", "price": {"amount": 0, "currency": "EUR"}, "stock": 0}                            | /price/amount
            {"name": "M", "price": {"amount": 1.5, "currency": "EUR"}, "stock": 0}                          | /price/amount
            {"name": "M", "price": {"amount": 1000000000001, "currency": "EUR"}, "stock": 0}                | /price/amount
            {"name": "M", "price": {"amount": 1, "currency": "BIRD"}, "stock": 0}                           | /price/currency
            {"name": "M", "price": {"amount": 1, "currency": "EUR"}}                                        | /stock
            {"name": "M", "price": {"amount": 1, "currency": "EUR"}, "stock": -1}                           | /stock
            {"name": "M", "price": {"amount": 1, "currency": "EUR"}, "stock": 1000000001}                   | /stock
            {"name": "M", "price": {"amount": 1, "currency": "EUR"}, "stock": 0, "sku": ""}                 | /sku
            {"name": "M", "price": {"amount": 1, "currency": "EUR"}, "stock": 0, "sku": "a\\nb"}            | /sku
            {"name": "M", "price": {"amount": 1, "currency": "EUR"}, "stock": 0, "description": "\\u0007"}  | /description
            {"name": "M", "price": {"amount": 1, "currency": "EUR"}, "stock": 0, "reserved": 1}             | /reserved
            """)
    void anInvalidMemberOfAProductIsNamed(String body, String pointer) {
        var problem = http.post("/products", body).expect(400);

        assertThat(problem.code()).isEqualTo("invalid-request");
        assertThat(problem.json().path("errors")).extracting(error -> error.path("pointer").asString()).containsExactly(pointer);
    }

    @Test
    void allInvalidMembersAreReportedTogether() {
        var problem = http.post("/products", """
                {"sku": "%s", "name": "%s", "description": "%s", "price": {"amount": 0, "currency": "EUR"}, "stock": -1}
                """.formatted("s".repeat(65), "n".repeat(201), "d".repeat(5001))).expect(400);

        assertThat(problem.json().path("errors")).extracting(error -> error.path("pointer").asString())
                .containsExactly("/sku", "/name", "/description", "/price/amount", "/stock");
    }

    @Test
    void aRepeatedRegistrationRegistersOnce() {
        var body = body("Martlet", "REPEATED");

        var first = http.post("/products", body, "Idempotency-Key", "repeated").expect(201);
        var second = http.post("/products", body, "Idempotency-Key", "repeated").expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void aPatchChangesOnlyItsMembers() {
        var product = register("Martlet", "PATCHED");

        var changed = patch(product, "{\"price\": {\"amount\": 2099}}").expect(200);

        assertThat(changed.json().path("price").toString()).isEqualTo("{\"amount\":2099,\"currency\":\"EUR\"}");
        assertThat(changed.text("sku")).isEqualTo("PATCHED");
        assertThat(http.get(path(product)).json()).isEqualTo(changed.json());
    }

    @Test
    void nullRemovesSkuAndDescription() {
        var product = register("Martlet", "REMOVED");

        var changed = patch(product, "{\"sku\": null, \"description\": null}").expect(200);

        assertThat(changed.json().path("sku").isNull()).isTrue();
        assertThat(changed.json().path("description").isNull()).isTrue();
        register("Swift", "REMOVED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": null}                          | /name
            {"price": null}                         | /price
            {"price": {"amount": 0}}                | /price/amount
            {"price": {"currency": "XXY"}}          | /price/currency
            {"sku": " "}                            | /sku
            {"stock": {"available": 5}}             | /stock
            {"id": null}                            | /id
            """)
    void anInvalidMemberOfAPatchIsNamed(String patch, String pointer) {
        var problem = patch(register("Martlet"), patch).expect(400);

        assertThat(problem.json().path("errors")).extracting(error -> error.path("pointer").asString()).containsExactly(pointer);
    }

    @Test
    void aPatchCannotTakeAnotherProductsSku() {
        register("Martlet", "HELD");
        var swift = register("Swift", "FREE");

        assertThat(patch(swift, "{\"sku\": \"HELD\"}").expect(409).code()).isEqualTo("sku-taken");
        assertThat(http.get(path(swift)).text("sku")).isEqualTo("FREE");
    }

    @Test
    void aPatchOfAnOldVersionIsRejected() {
        var product = register("Martlet");
        var tag = http.get(path(product)).tag();
        http.patch(path(product), "{\"name\": \"Swift\"}", tag).expect(200);

        assertThat(http.patch(path(product), "{\"name\": \"Swallow\"}", tag).expect(412).code()).isEqualTo("precondition-failed");
        assertThat(http.send("PATCH", path(product), Optional.of("{\"name\": \"Swallow\"}")).expect(428).code()).isEqualTo("precondition-required");
    }

    @Test
    void anUnknownProductIsNotFound() {
        var nowhere = "/products/" + UUID.randomUUID();

        assertThat(http.get(nowhere).expect(404).code()).isEqualTo("not-found");
        assertThat(http.patch(nowhere, "{}", "*").expect(404).code()).isEqualTo("not-found");
        assertThat(http.get("/products/martlet").expect(400).code()).isEqualTo("invalid-id");
    }

    @Test
    void anUnchangedProductIsNotSentAgain() {
        var product = register("Martlet");
        var tag = http.get(path(product)).tag();

        assertThat(http.get(path(product), "If-None-Match", tag).expect(304).body()).isEmpty();
    }

    @Test
    void theListShowsEachProductOnceNewestFirst() {
        var newestFirst = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            newestFirst.addFirst(register("Martlet " + i).text("id"));
        }

        assertThat(idsOfPages(3).subList(0, 7)).isEqualTo(newestFirst);
        assertThat(idsOfPages(3)).doesNotHaveDuplicates().isEqualTo(idsOfPages(200)).isSortedAccordingTo(Collections.reverseOrder());
    }

    private List<String> idsOfPages(int limit) {
        var ids = new ArrayList<String>();
        var cursor = Optional.of("");
        while (cursor.isPresent()) {
            var page = http.get("/products?limit=" + limit + cursor.get()).expect(200).json();
            page.path("items").forEach(item -> ids.add(item.path("id").asString()));
            cursor = page.path("nextCursor").asStringOpt().map("&cursor="::concat);
        }
        return ids;
    }

    private RestClient.Response register(String name) {
        return http.post("/products", """
                {"name": "%s", "price": {"amount": 1999, "currency": "EUR"}, "stock": 1}
                """.formatted(name)).expect(201);
    }

    private RestClient.Response register(String name, String sku) {
        return post(name, sku).expect(201);
    }

    private RestClient.Response post(String name, String sku) {
        return http.post("/products", body(name, sku));
    }

    private RestClient.Response patch(RestClient.Response product, String patch) {
        return http.patch(path(product), patch, http.get(path(product)).tag());
    }

    private static String body(String name, String sku) {
        return """
                {"sku": "%s", "name": "%s", "description": "A bird", "price": {"amount": 1999, "currency": "EUR"}, "stock": 1}
                """.formatted(sku, name);
    }

    private static String path(RestClient.Response product) {
        return "/products/" + product.text("id");
    }
}
