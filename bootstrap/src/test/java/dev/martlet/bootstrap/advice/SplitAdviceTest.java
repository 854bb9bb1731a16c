package dev.martlet.bootstrap.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.platform.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The advice of a shop that is split already: payments and products run in another process. */
class SplitAdviceTest {
    private static final int ORDERS = 30;
    private static final Set<String> APART = Set.of("payments", "products");
    private static Shop rest;
    private static Shop apart;

    @BeforeAll
    static void placeOrders() {
        DatabaseSettings database = TestDatabase.settings();
        int port = FreePorts.take(1).getFirst();
        var settings = new HashMap<>(Map.of("modules.run", Topology.allBut("payments", "products")));
        APART.forEach(module -> settings.put("modules." + module + ".url", "http://127.0.0.1:" + port));
        rest = Shop.open(database, settings);
        var other = new HashMap<>(Topology.only(APART, "http://127.0.0.1:" + rest.application().internalPort()));
        other.put("internal.port", String.valueOf(port));
        apart = Shop.open(database, other);
        String customer = rest.customer(0);
        String product = rest.product(100, 1000);
        IntStream.range(0, ORDERS).forEach(_ -> rest.orderByCard(customer, product, 1, "tok_visa").expect(201));
    }

    @AfterAll
    static void close() {
        apart.close();
        rest.close();
    }

    @Test
    void theGroupingInForceIsThatOfBothProcesses() {
        JsonNode advice = advice(rest, "");
        assertThat(advice.path("grouping")).hasSize(2);
        assertThat(names(advice.at("/grouping/1"))).containsExactlyInAnyOrderElementsOf(APART);
        assertThat(advice.at("/observed/orders").asLong()).isEqualTo(ORDERS);
        assertThat(advice.at("/observed/processes").asInt()).isEqualTo(2);
        assertThat(advice.at("/perOrder/calls").asDouble()).isCloseTo(4, offset(0.5));
        assertThat(advice.at("/perOrder/remoteCalls").asDouble()).isCloseTo(3, offset(0.5));
        assertThat(operation(advice, "POST /orders").path("p50Millis").asDouble()).isPositive();
        assertThat(operation(advice, "POST /orders").path("addedP50Millis").asDouble(-1)).isZero();
        assertThat(advice.path("processes")).hasSize(2).allSatisfy(process -> {
            assertThat(process.path("cpuMillisPerOrder").asDouble()).isPositive();
            assertThat(process.path("memoryMiB").asDouble()).isPositive();
        });
    }

    @Test
    void itCoversEveryModuleFromBothProcesses() {
        for (Shop asked : List.of(rest, apart)) {
            JsonNode advice = advice(asked, "");
            assertThat(advice.path("modules").valueStream().map(module -> module.path("module").asString()))
                    .containsExactlyInAnyOrderElementsOf(ModuleGraph.load().names());
            assertThat(advice.path("modules")).filteredOn(module -> Set.of("orders", "products", "payments").contains(module.path("module").asString()))
                    .hasSize(3).allSatisfy(module -> assertThat(module.path("statements").asDouble()).isPositive());
            assertThat(operation(advice, "POST /orders").path("p99Millis").asDouble()).isPositive();
            assertThat(operation(advice, "POST /products").path("p50Millis").asDouble()).as("answered by the other process").isPositive();
            assertThat(advice.path("unknown").toString()).doesNotContain("did not answer");
        }
    }

    @Test
    void mergingThemSavesTheCalls() {
        String all = "?run=" + String.join(",", ModuleGraph.load().names());
        JsonNode advice = advice(rest, all);
        assertThat(advice.path("grouping")).hasSize(1);
        assertThat(advice.at("/perOrder/remoteCalls").asDouble(-1)).isZero();
        assertThat(operation(advice, "POST /orders").path("addedP50Millis").asDouble(1)).isNegative();
        JsonNode inForce = advice(rest, "");
        assertThat(advice.at("/perOrder/cpuMillis").asDouble()).as(inForce.toString())
                .isPositive().isLessThan(inForce.at("/perOrder/cpuMillis").asDouble());
    }

    @Test
    void whatAProcessThatIsAwayDoesIsNotKnown() {
        String nowhere = "http://127.0.0.1:" + FreePorts.take(1).getFirst();
        var settings = new HashMap<>(Map.of("modules.run", Topology.allBut("payments"), "modules.payments.url", nowhere));
        try (var alone = Shop.open(TestDatabase.settings(), settings)) {
            alone.orderByCard(alone.customer(0), alone.product(100, 10), 1, "tok_visa").expect(202);
            JsonNode advice = advice(alone, "");
            assertThat(advice.path("unknown").toString()).contains("What the process at " + nowhere + " does: it did not answer.");
            assertThat(advice.at("/observed/processes").asInt()).isOne();
            assertThat(advice.at("/observed/orders").asLong()).isOne();
            JsonNode payments = advice.path("processes").get(1);
            assertThat(names(payments.path("modules"))).containsExactly("payments");
            assertThat(payments.path("memoryMiB").isNull()).isTrue();
            assertThat(payments.path("cpuMillisPerOrder").isNull()).isTrue();
            assertThat(advice.path("unknown").toString()).contains("What payments does: no process has said.");
            assertThat(advice.at("/perOrder/cpuMillis").isNull()).isTrue();
            assertThat(advice.at("/perOrder/calls").isNull()).isTrue();
            assertThat(operation(advice, "GET /payments/{id}").path("p50Millis").isNull()).isTrue();
            assertThat(operation(advice, "POST /orders").path("p50Millis").asDouble()).isPositive();
        }
    }

    private static JsonNode advice(Shop shop, String query) {
        return shop.management().get("/modules/advice" + query).expect(200).json();
    }

    private static JsonNode operation(JsonNode advice, String name) {
        return advice.path("operations").valueStream().filter(operation -> operation.path("operation").asString().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
