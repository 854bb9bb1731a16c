package dev.martlet.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.products.api.ProductsApi;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.domain.Stock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockAdjustmentRoutesTest {
    private static ModuleHarness module;

    private final RestClient http = module.http();
    private final ProductsDriver driver = new ProductsDriver(http);

    @BeforeAll
    static void start() {
        module = ModuleHarness.of(new ProductsModule()).start();
    }

    @AfterAll
    static void stop() {
        module.close();
    }

    @Test
    void anAdjustmentChangesTheStockAndIsFoundAtItsLocation() {
        var product = driver.register(10);

        var added = adjust(product, 5, "delivery").expect(201);
        var taken = adjust(product, -15, "water damage").expect(201);

        assertThat(driver.stock(product)).isEqualTo(Stock.of(0));
        assertThat(http.get(added.header("Location").orElseThrow()).expect(200).json()).isEqualTo(added.json());
        assertThat(taken.json().path("stock").toString()).isEqualTo("{\"available\":0,\"reserved\":0}");
        assertThat(taken.text("reason")).isEqualTo("water damage");
        assertThat(taken.text("productId")).isEqualTo(product.toString());
        assertThat(taken.json().path("delta").asLong()).isEqualTo(-15);
    }

    @Test
    void reservedStockCannotBeRemoved() {
        var product = driver.register(10);
        module.api(ProductsApi.class).reserve(new ReserveStock(UUID.randomUUID(), List.of(new ReserveStock.Item(product, 4))));

        assertThat(adjust(product, -7, "theft").expect(409).code()).isEqualTo("insufficient-stock");
        assertThat(adjust(product, -6, "theft").expect(201).json().path("stock").toString()).isEqualTo("{\"available\":0,\"reserved\":4}");
    }

    @Test
    void aRejectedAdjustmentChangesNothing() {
        var product = driver.register(1);

        adjust(product, -2, "theft").expect(409);

        assertThat(driver.stock(product)).isEqualTo(Stock.of(1));
        assertThat(http.get(path(product)).expect(200).json().path("items")).extracting(item -> item.path("reason").asString()).containsExactly("First stock");
    }

    @Test
    void theAvailableStockHasAMaximum() {
        var product = driver.register(1_000_000_000);

        assertThat(adjust(product, 1, "delivery").expect(400).code()).isEqualTo("invalid-request");
    }

    @Test
    void aRepeatedAdjustmentAdjustsOnce() {
        var product = driver.register(10);

        var first = adjust(product, 5, "delivery", "Idempotency-Key", "once").expect(201);
        var second = adjust(product, 5, "delivery", "Idempotency-Key", "once").expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(driver.stock(product)).isEqualTo(Stock.of(15));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"delta": 0, "reason": "count"}           | /delta
            {"delta": 1000000001, "reason": "count"}  | /delta
            {"delta": -1000000001, "reason": "count"} | /delta
            {"reason": "count"}                       | /delta
            {"delta": 1}                              | /reason
            {"delta": 1, "reason": ""}                | /reason
            {"delta": "1", "reason": "count"}         | /delta
            """)
    void anInvalidMemberOfAnAdjustmentIsNamed(String body, String pointer) {
        var problem = http.post(path(driver.register(10)), body).expect(400);

        assertThat(problem.json().path("errors")).extracting(error -> error.path("pointer").asString()).containsExactly(pointer);
    }

    @Test
    void theListShowsTheAdjustmentsOfOneProductNewestFirstAndTheFirstStockLast() {
        var product = driver.register(10);
        adjust(driver.register(10), 9, "another product").expect(201);
        for (int i = 1; i <= 3; i++) {
            adjust(product, i, "delivery " + i).expect(201);
        }

        var first = http.get(path(product) + "?limit=2").expect(200).json();
        var second = http.get(path(product) + "?limit=2&cursor=" + first.path("nextCursor").asString()).expect(200).json();

        assertThat(first.path("items")).extracting(item -> item.path("delta").asInt()).containsExactly(3, 2);
        assertThat(second.path("items")).extracting(item -> item.path("delta").asInt()).containsExactly(1, 10);
        assertThat(second.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void unknownProductsAndAdjustmentsAreNotFound() {
        var adjustment = adjust(driver.register(10), 1, "delivery").expect(201).text("id");

        assertThat(adjust(UUID.randomUUID(), 1, "delivery").expect(404).code()).isEqualTo("not-found");
        assertThat(http.get(path(UUID.randomUUID())).expect(404).code()).isEqualTo("not-found");
        assertThat(http.get(path(driver.register(1)) + "/" + adjustment).expect(404).code()).isEqualTo("not-found");
    }

    private RestClient.Response adjust(UUID productId, long delta, String reason, String... headers) {
        return http.post(path(productId), """
                {"delta": %d, "reason": "%s"}
                """.formatted(delta, reason), headers);
    }

    private static String path(UUID productId) {
        return "/products/" + productId + "/stock-adjustments";
    }
}
