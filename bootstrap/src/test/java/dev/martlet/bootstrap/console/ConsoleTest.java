package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The console's data from a process that has every module's URL: what runs where, and what goes from module to module. */
class ConsoleTest {
    private static Shop rest;
    private static Shop payments;
    private static Shop orders;

    @BeforeAll
    static void start() {
        DatabaseSettings database = TestDatabase.settings();
        rest = Shop.open(database, Map.of("modules.run", Topology.allBut("orders", "payments")));
        String url = url(rest);
        var gateway = new HashMap<>(Topology.only(Set.of("payments"), url));
        gateway.put("modules.payments.gateway.token", "s3cret");
        payments = Shop.open(database, gateway);
        var settings = new HashMap<>(Topology.only(Set.of("orders"), url));
        settings.put("modules.payments.url", url(payments));
        orders = Shop.open(database, settings);
        orders.orderByCard(rest.customer(0), rest.product(100, 1), 1, "tok_visa").expect(201);
    }

    @AfterAll
    static void end() {
        Stream.of(orders, payments, rest).forEach(Shop::close);
    }

    @Test
    void theMapShowsEachProcessAndTheCallsOfTheLastSteps() {
        try (var live = new EventStream(orders.management().base())) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                JsonNode map = live.next();
                assertThat(map.path("processes").valueStream().map(process -> process.path("state").asString())).containsExactly("up", "up", "up");
                assertThat(process(map, "payments").path("url").asString()).isEqualTo(url(payments));
                assertThat(process(map, "orders").path("self").asBoolean()).isTrue();
            });
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                orders.orderByCard(rest.customer(0), rest.product(100, 1), 1, "tok_visa").expect(201);
                JsonNode map = live.next();
                assertThat(arrow(map, "orders.payments.calls").path("rate").asDouble()).isPositive();
                assertThat(arrow(map, "orders.payments.calls").path("p99Millis").asDouble()).isPositive();
                assertThat(arrow(map, "orders.payments.calls").path("breaker").asString()).isEqualTo("closed");
                assertThat(arrow(map, "orders.loyalty.events").path("rate").asDouble()).isPositive();
                assertThat(arrow(map, "orders.loyalty.events").path("lag").isIntegralNumber()).isTrue();
            });
        }
        JsonNode history = orders.management().get("/console/arrows/orders.payments.calls/history").expect(200).json();
        assertThat(history.path("rate")).hasSize(180);
        assertThat(history.path("rate").valueStream().mapToDouble(rate -> rate.asDouble(0)).sum()).isPositive();
    }

    @Test
    void anArrowThatDoesNotExistHasNoHistory() {
        assertThat(orders.management().get("/console/arrows/orders.birds.calls/history").expect(404).code()).isEqualTo("not-found");
    }

    @Test
    void eachProcessTellsItsConfigurationWithoutSecrets() {
        Response answer = orders.management().get("/console/processes").expect(200);
        assertThat(answer.json().path("processes")).hasSize(3);
        JsonNode own = process(answer.json(), "orders").path("report");
        assertThat(setting(own, "modules.run").path("value").asString()).isEqualTo("orders");
        assertThat(setting(own, "modules.run").path("source").asString()).isEqualTo("configuration");
        assertThat(setting(own, "internal.port").path("source").asString()).isEqualTo("configuration");
        assertThat(setting(own, "db.pool.size").path("source").asString()).isEqualTo("default");
        assertThat(setting(own, "db.password").path("secret").asBoolean()).isTrue();
        assertThat(setting(own, "db.password").path("value").asString()).isEqualTo("***");
        JsonNode other = process(answer.json(), "payments").path("report");
        assertThat(setting(other, "modules.payments.gateway.token").path("value").asString()).isEqualTo("***");
        assertThat(other.path("pools").path(0).path("module").asString()).isEqualTo("payments");
        assertThat(other.path("contracts").valueStream().map(contract -> contract.path("differs").asBoolean(true))).doesNotContain(true);
    }

    @Test
    void theEventsOfTheWholeShopAreShown() {
        JsonNode events = orders.management().get("/console/events").expect(200).json();
        assertThat(events.path("missing")).isEmpty();
        assertThat(events.path("cells").valueStream().map(cell -> cell.path("publisher").asString() + " " + cell.path("subscriber").asString()))
                .contains("orders loyalty", "orders notifications", "customers notifications");
    }

    @Test
    void aProcessThatIsAwayIsShownAndTheOthersAnswer() {
        var database = TestDatabase.settings();
        try (var alone = Shop.open(database, Map.of("modules.run", Topology.allBut("payments"), "modules.payments.url", "http://127.0.0.1:1"))) {
            long begin = System.nanoTime();
            JsonNode answer = alone.management().get("/console/processes").expect(200).json();
            assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
            assertThat(process(answer, "payments").path("state").asString()).isEqualTo("away");
            assertThat(process(answer, "payments").path("error").asString()).isNotEmpty();
            assertThat(process(answer, "orders").path("state").asString()).isEqualTo("up");
            JsonNode missing = alone.management().get("/console/events").expect(200).json().path("missing");
            assertThat(missing.path(0).path("module").asString()).isEqualTo("payments");
        }
    }

    @Test
    void theNumberOfDeadEventsMustBeTheOneThatTheOperatorHasSeen() {
        String body = "{\"subscriber\": \"loyalty\", \"type\": \"OrderConfirmed\", \"count\": 3}";
        Response refused = orders.management().post("/console/events/dead/drop", body).expect(412);
        assertThat(refused.json().path("count").asInt(-1)).isZero();
    }

    @Test
    void theConsoleSaysWhetherTokensAreAskedFor() {
        JsonNode login = orders.management().get("/console/login").expect(200).json();
        assertThat(login.path("mode").asString()).isEqualTo("loopback");
        assertThat(login.path("issuer").isNull()).isTrue();
    }

    private static String url(Shop shop) {
        return "http://127.0.0.1:" + shop.application().internalPort();
    }

    /** The process that runs the module. */
    private static JsonNode process(JsonNode answer, String module) {
        return answer.path("processes").valueStream()
                .filter(process -> process.path("modules").valueStream().anyMatch(name -> name.asString().equals(module))).findFirst().orElseThrow();
    }

    private static JsonNode arrow(JsonNode map, String id) {
        return map.path("arrows").valueStream().filter(arrow -> arrow.path("id").asString().equals(id)).findFirst().orElseThrow();
    }

    private static JsonNode setting(JsonNode report, String key) {
        return report.path("configuration").valueStream().filter(setting -> setting.path("key").asString().equals(key)).findFirst().orElseThrow();
    }
}
