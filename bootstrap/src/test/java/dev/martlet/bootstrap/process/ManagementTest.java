package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.ModuleGraph;
import dev.martlet.bootstrap.support.OneShop;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.runtime.ModuleDescriptor;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.RestClient.Response;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(OneShop.class)
class ManagementTest {
    private final Shop shop;

    ManagementTest(Shop shop) {
        this.shop = shop;
    }

    @Test
    void theInternalPortAnswersPublicRoutesToo() {
        String product = shop.product(100, 1);
        var internal = new RestClient("http://127.0.0.1:" + shop.application().internalPort());
        assertThat(internal.get("/products/" + product).expect(200).text("id")).isEqualTo(product);
    }

    @Test
    void aProcessThatRunsIsAliveStartedAndReady() {
        for (String path : new String[] {"live", "started", "ready"}) {
            assertThat(shop.management().get("/health/" + path).expect(200).text("status")).isEqualTo("UP");
        }
    }

    @Test
    void readinessTellsEachModulesDatabaseBreakersAndEvents() {
        JsonNode modules = shop.management().get("/health/ready").expect(200).json().path("modules");
        assertThat(modules.propertyNames()).containsExactlyInAnyOrderElementsOf(ModuleGraph.load().names());
        assertThat(modules.at("/orders/database").asString()).isEqualTo("UP");
        assertThat(modules.at("/orders/guards")).hasToString("{\"customers\":\"closed\",\"products\":\"closed\",\"payments\":\"closed\"}");
        assertThat(modules.at("/orders/events/outbox").propertyNames())
                .contains("notifications", "loyalty")
                .containsExactlyInAnyOrderElementsOf(ModuleGraph.load().subscribersOf("orders").stream().map(ModuleDescriptor::name).toList());
    }

    @Test
    void everyModuleIsShownWithItsArrows() {
        JsonNode modules = shop.management().get("/modules").expect(200).json().path("modules");
        JsonNode payments = module(modules, "payments");
        assertThat(payments.path("location").asString()).isEqualTo("here");
        assertThat(payments.path("dependencies")).hasToString("[\"customers\"]");
        assertThat(payments.path("guard").asString()).isEqualTo("closed");
        JsonNode loyalty = module(modules, "loyalty");
        assertThat(loyalty.at("/subscribes/orders")).hasToString("[\"OrderConfirmed\",\"OrderCancelled\"]");
        assertThat(loyalty.at("/events/inbox").isIntegralNumber()).isTrue();
        assertThat(loyalty.at("/events/dead").asInt(-1)).isZero();
    }

    @Test
    void aModuleThatSaysSomethingToOthersHasAContract() {
        JsonNode modules = shop.management().get("/modules").expect(200).json().path("modules");
        assertThat(module(modules, "payments").at("/contract/hash").asString()).matches("[0-9a-f]{64}");
        assertThat(module(modules, "payments").at("/contract/elsewhere").isNull()).isTrue();
        assertThat(module(modules, "payments").at("/contract/differs").asBoolean(true)).isFalse();
        assertThat(module(modules, "loyalty").path("contract").isNull()).isTrue();
        assertThat(shop.management().get("/metrics").body()).contains("martlet_contract_mismatch{module=\"orders\"} 0.0");
    }

    @Test
    void requestsGuardsPoolsEventsAndSagasAreMeasured() {
        shop.orderByCard(shop.customer(0), shop.product(100, 1), 1, "tok_visa").expect(201);
        Response metrics = shop.management().get("/metrics").expect(200);
        assertThat(metrics.header("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body())
                .containsPattern("http_server_requests_seconds_count\\{method=\"POST\",status=\"201\",uri=\"/orders\"} [1-9]")
                .containsPattern("resilience4j_circuitbreaker_calls_seconds_count\\{kind=\"successful\",name=\"payments\"} [1-9]")
                .containsPattern("resilience4j_bulkhead_available_concurrent_calls\\{name=\"customers\"} ")
                .containsPattern("hikaricp_connections_max\\{pool=\"orders\"} 10")
                .containsPattern("martlet_events_pending\\{direction=\"outbox\",module=\"orders\",subscriber=\"loyalty\"} ")
                .containsPattern("martlet_events_pending_age_seconds\\{")
                .containsPattern("martlet_events_dead\\{module=\"notifications\"} 0")
                .containsPattern("martlet_order_attempts_seconds_count\\{outcome=\"confirmed\"} [1-9]")
                .containsPattern("jvm_memory_used_bytes\\{");
    }

    @Test
    void theRouteOfARequestIsNeverItsPath() {
        String id = UUID.randomUUID().toString();
        shop.http().get("/orders/" + id).expect(404);
        shop.http().get("/birds/" + id).expect(404);
        assertThat(shop.management().get("/metrics").body())
                .doesNotContain(id)
                .containsPattern("http_server_requests_seconds_count\\{method=\"GET\",status=\"404\",uri=\"/orders/\\{id}\"} [1-9]");
    }

    @Test
    void managementHasProblemsToo() {
        assertThat(shop.management().get("/birds").expect(404).code()).isEqualTo("not-found");
        assertThat(shop.management().post("/health/ready", "{}").expect(405).header("Allow").orElseThrow()).contains("GET");
        assertThat(shop.management().get("/events/dead?limit=0").expect(400).code()).isEqualTo("invalid-request");
        assertThat(shop.management().send("POST", "/events/dead/x/retry", Optional.empty()).expect(400).code()).isEqualTo("invalid-id");
        String unknown = "/events/dead/" + UUID.randomUUID();
        assertThat(shop.management().send("POST", unknown + "/retry", Optional.empty()).expect(404).code()).isEqualTo("not-found");
        assertThat(shop.management().delete(unknown).expect(404).code()).isEqualTo("not-found");
        await().untilAsserted(() -> assertThat(shop.management().get("/events/dead").expect(200).json().path("items")).isEmpty());
    }

    private static JsonNode module(JsonNode modules, String name) {
        return modules.valueStream().filter(module -> module.path("name").asString().equals(name)).findFirst().orElseThrow();
    }
}
