package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Orders in a process of its own, as those who operate it see the two: what they tell each other of their contracts, and what is forwarded. */
class TwoProcessesTest {
    private static final String OTHER_VERSION = "0".repeat(64);
    private static Shop rest;
    private static Shop orders;

    @BeforeAll
    static void start() {
        var database = TestDatabase.settings();
        rest = Shop.open(database, Map.of("modules.run", Topology.allBut("orders")));
        String url = "http://127.0.0.1:" + rest.application().internalPort();
        orders = Shop.open(database, Topology.only(Set.of("orders"), url));
    }

    @AfterAll
    static void end() {
        orders.close();
        rest.close();
    }

    @Test
    void processesOfOneVersionTellEachOtherSo() {
        orders.orderByCard(rest.customer(0), rest.product(100, 1), 1, "tok_visa").expect(201);
        for (String callee : new String[] {"customers", "products", "payments"}) {
            assertAgrees(orders, callee);
            assertAgrees(rest, callee);
        }
        await().untilAsserted(() -> {
            assertAgrees(orders, "orders");
            assertAgrees(rest, "orders");
        });
    }

    @Test
    void aCallerOfAnotherVersionShowsUntilOneOfThisVersionCalls() {
        var internal = new RestClient("http://127.0.0.1:" + rest.application().internalPort());
        String body = "{\"customerId\":\"" + UUID.randomUUID() + "\",\"new\":1}";
        var answer = internal.post("/internal/customers/check", body, "Martlet-Contract", OTHER_VERSION);
        assertThat(answer.expect(200).text("outcome")).isEqualTo("unknown");
        assertThat(answer.header("Martlet-Contract")).contains(contract(rest, "customers").path("hash").asString());
        assertThat(contract(rest, "customers").path("differs").asBoolean()).isTrue();
        assertThat(contract(rest, "customers").path("elsewhere").asString()).isEqualTo(OTHER_VERSION);
        assertThat(rest.management().get("/metrics").body()).contains("martlet_contract_mismatch{module=\"customers\"} 1.0");

        orders.orderByCard(rest.customer(0), rest.product(100, 1), 1, "tok_visa").expect(201);
        assertAgrees(rest, "customers");
        assertThat(rest.management().get("/metrics").body()).contains("martlet_contract_mismatch{module=\"customers\"} 0.0");
    }

    @Test
    void whatIsForwardedIsMeasured() {
        orders.http().get("/products").expect(200);
        assertThat(orders.management().get("/metrics").body())
                .containsPattern("martlet_proxy_requests_seconds_count\\{module=\"products\",status=\"200\"} [1-9]");
    }

    /** As during a split: a client must not get 404 for its order. */
    @Test
    void aProcessThatIsAskedForAModuleThatHasMovedAwaySaysSo() {
        var internal = new RestClient("http://127.0.0.1:" + rest.application().internalPort());
        for (String path : List.of("/orders", "/orders/" + UUID.randomUUID())) {
            var answer = internal.get(path).expect(503);
            assertThat(answer.code()).isEqualTo("module-unavailable");
            assertThat(answer.header("Retry-After")).isPresent();
        }
    }

    private static void assertAgrees(Shop shop, String module) {
        JsonNode contract = contract(shop, module);
        assertThat(contract.path("elsewhere")).as(module).isEqualTo(contract.path("hash"));
        assertThat(contract.path("differs").asBoolean(true)).isFalse();
    }

    private static JsonNode contract(Shop shop, String module) {
        return shop.management().get("/modules").expect(200).json().path("modules").valueStream()
                .filter(shown -> shown.path("name").asString().equals(module)).findFirst().orElseThrow().path("contract");
    }
}
