package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code limits.requests}: too many requests of one caller at the port that it uses. */
class RateLimitTest {
    private static final Map<String, String> FIVE = Map.of("limits.requests.rate", "1", "limits.requests.burst", "5");
    private static final String PRODUCT = "{\"name\": \"Tea\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}, \"stock\": 1}";

    @Test
    void whatWasRefusedIsNotKeptUnderItsIdempotencyKey() {
        try (var shop = Shop.open(FIVE)) {
            Response refused = await().until(() -> shop.http().post("/products", PRODUCT, "Idempotency-Key", "tea"), answer -> answer.status() == 429);
            assertThat(refused.code()).isEqualTo("too-many-requests");
            assertThat(refused.header("Retry-After")).contains("1");

            Response again = await().until(() -> shop.http().post("/products", PRODUCT, "Idempotency-Key", "coffee"), answer -> answer.status() != 429);
            assertThat(again.expect(201).header("Idempotency-Replayed")).isEmpty();
        }
    }

    @Test
    void theManagementPortHasNoLimit() {
        try (var shop = Shop.open(FIVE)) {
            assertThat(IntStream.range(0, 50).mapToObj(_ -> shop.management().get("/health/ready").status())).containsOnly(200);
            assertThat(shop.management().get("/metrics").body()).doesNotContain("status=\"429\"");
        }
    }

    /** The process behind has a limit too, of its own public port alone. */
    @Test
    void aForwardedRequestIsCountedOnceWhereTheClientSentIt() {
        var database = TestDatabase.settings();
        var limited = new HashMap<>(FIVE);
        limited.put("modules.run", Topology.allBut("orders"));
        try (var rest = Shop.open(database, limited)) {
            String url = "http://127.0.0.1:" + rest.application().internalPort();
            try (var orders = Shop.open(database, Topology.only(Set.of("orders"), url))) {
                assertThat(statuses(orders.http().base(), 50)).containsOnly(200);
            }
            assertThat(statuses(rest.http().base(), 12)).startsWith(200).contains(429);
        }
    }

    private static List<Integer> statuses(String base, int requests) {
        var client = new RestClient(base);
        return IntStream.range(0, requests).mapToObj(_ -> client.get("/products").status()).toList();
    }
}
