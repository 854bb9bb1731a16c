package dev.martlet.bootstrap.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.Shop;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The advice of one process that runs all modules, after some orders. */
class AdviceTest {
    private static final int ORDERS = 30;
    private static final String SIX = "?run=orders&run=payments&run=customers&run=products&run=loyalty&run=notifications";
    private static Shop shop;

    @BeforeAll
    static void placeOrders() {
        shop = Shop.open(Map.of());
        String customer = shop.customer(0);
        String product = shop.product(100, 1000);
        IntStream.range(0, ORDERS).forEach(_ -> shop.orderByCard(customer, product, 1, "tok_visa").expect(201));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void withoutAGroupingItIsTheOneInForceWhichAddsNothing() {
        JsonNode advice = advice("");
        assertThat(advice.path("grouping")).hasSize(1);
        assertThat(names(advice.at("/grouping/0"))).containsExactlyInAnyOrderElementsOf(ModuleGraph.load().names());
        assertThat(advice.at("/observed/orders").asLong()).isEqualTo(ORDERS);
        assertThat(advice.at("/observed/seconds").asDouble()).isPositive();
        assertThat(advice.at("/perOrder/calls").asDouble()).isEqualTo(4);
        assertThat(advice.at("/perOrder/remoteCalls").asDouble()).isZero();
        assertThat(advice.at("/perOrder/bytes").asDouble()).isBetween(400.0, 4000.0);
        assertThat(advice.at("/perOrder/cpuMillis").asDouble()).isPositive();
        JsonNode orders = operation(advice, "POST /orders");
        assertThat(orders.path("p50Millis").asDouble()).isPositive();
        assertThat(orders.path("p99Millis").asDouble()).isGreaterThanOrEqualTo(orders.path("p50Millis").asDouble());
        assertThat(orders.path("addedP50Millis").asDouble(-1)).isZero();
        assertThat(orders.path("addedP99Millis").asDouble(-1)).isZero();
        assertThat(advice.path("processes")).singleElement().satisfies(process -> {
            assertThat(process.path("connections").asInt()).isEqualTo(72);
            assertThat(process.path("memoryMiB").asDouble()).isPositive();
            assertThat(process.path("configuration")).hasSize(1);
        });
    }

    @Test
    void eachModuleApartMakesEveryCallOfAnOrderRemote() {
        JsonNode advice = advice(SIX);
        assertThat(advice.at("/perOrder/remoteCalls").asDouble()).isEqualTo(4);
        assertThat(advice.at("/perOrder/remoteEventBatches").asDouble()).isPositive();
        assertThat(operation(advice, "POST /orders").path("addedP50Millis").asDouble()).isPositive();
        assertThat(operation(advice, "POST /orders").path("addedP99Millis").asDouble()).isPositive();
        double cpu = advice.path("processes").valueStream().mapToDouble(process -> process.path("cpuMillisPerOrder").asDouble()).sum();
        assertThat(advice.at("/perOrder/cpuMillis").asDouble()).isCloseTo(cpu, offset(0.01));
        assertThat(advice.path("processes")).hasSize(6).allSatisfy(process -> {
            assertThat(process.path("connections").asInt()).isEqualTo(12);
            assertThat(process.path("configuration")).hasSize(6);
        });
        assertThat(advice.at("/processes/1/configuration/modules.run").asString()).isEqualTo("payments");
        assertThat(advice.at("/processes/1/configuration/modules.customers.url").asString()).isEqualTo("http://martlet-customers:8081");
        assertThat(advice.at("/processes/1/configuration/modules.orders.url").asString()).isEqualTo("http://martlet-main:8081");
    }

    @Test
    void modulesThatAreNotNamedRunInTheFirstGroup() {
        JsonNode advice = advice("?run=orders&run=payments");
        assertThat(names(advice.at("/grouping/0"))).containsExactly("orders", "customers", "loyalty", "notifications", "products");
        assertThat(names(advice.at("/grouping/1"))).containsExactly("payments");
        assertThat(advice.at("/perOrder/remoteCalls").asDouble()).isEqualTo(1);
    }

    @Test
    void aRoundTripOfTheNetworkIsAddedToEachCall() {
        double near = operation(advice(SIX), "POST /orders").path("addedP50Millis").asDouble();
        double far = operation(advice(SIX + "&networkMillis=10"), "POST /orders").path("addedP50Millis").asDouble();
        assertThat(far - near).isBetween(39.0, 41.0);
    }

    @Test
    void whatWasNotAskedForIsNotKnown() {
        JsonNode unknown = operation(advice(SIX), "PATCH /customers/{id}");
        assertThat(List.of("p50Millis", "p99Millis", "addedP50Millis", "addedP99Millis")).allSatisfy(member -> {
            assertThat(unknown.has(member)).isTrue();
            assertThat(unknown.path(member).isNull()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"run=birds", "run=orders,birds", "run=orders,orders", "run=orders&run=orders", "run=orders,", "run=", "run=all",
            "networkMillis=-1", "networkMillis=x", "networkMillis=1001", "networkMillis=1&networkMillis=2", "walk=orders"})
    void aGroupingThatCannotBeIsRefused(String query) {
        assertThat(shop.management().get("/modules/advice?" + query).expect(400).code()).isEqualTo("invalid-request");
    }

    private static JsonNode advice(String query) {
        return shop.management().get("/modules/advice" + query).expect(200).json();
    }

    private static JsonNode operation(JsonNode advice, String name) {
        return advice.path("operations").valueStream().filter(operation -> operation.path("operation").asString().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
