package dev.martlet.bootstrap.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.testing.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An order as an operator sees it, from a process that runs no module, and where payments is away. */
class InspectionTest {
    private static final String ORDERS = "/console/records/orders";
    private static Shop whole;
    private static Shop console;
    private static Shop broken;

    @BeforeAll
    static void start() {
        whole = Shop.open(Map.of());
        console = Shop.open(TestDatabase.settings(), Topology.only(Set.of(), "http://127.0.0.1:" + whole.application().internalPort()));
        broken = Shop.open(Map.of("modules.run", Topology.allBut("payments"), "modules.payments.url", "http://127.0.0.1:9"));
    }

    @AfterAll
    static void end() {
        broken.close();
        console.close();
        whole.close();
    }

    @Test
    void anOrderShowsWhatItWaitsForAndCanBeTriedAgainAndCancelled() {
        String order = broken.orderByCard(broken.customer(0), broken.product(100, 1), 1, "tok_visa").expect(202).text("id");
        await().until(() -> details(broken, order).at("/record/waiting/attempts").asInt() > 0);
        JsonNode waiting = details(broken, order).at("/record/waiting");
        assertThat(waiting.path("step").asString()).isEqualTo("charge");
        assertThat(waiting.path("module").asString()).isEqualTo("payments");
        assertThat(waiting.path("nextAttemptAt").isNull()).isFalse();

        int attempts = waiting.path("attempts").asInt();
        broken.management().post(ORDERS + "/" + order + "/retry", "").expect(204);
        await().until(() -> details(broken, order).at("/record/waiting/attempts").asInt() > attempts);
        await().until(() -> {
            broken.management().post(ORDERS + "/" + order + "/retry", "").expect(204);
            return details(broken, order).at("/record/waiting/why").asString("").contains("calls to payments is open");
        });

        broken.management().post(ORDERS + "/" + order + "/cancel", "").expect(204);
        assertThat(details(broken, order).at("/record/status").asString()).isEqualTo("CANCELLING");
        broken.management().post(ORDERS + "/" + order + "/cancel", "").expect(204);
    }

    @Test
    void theTimelineHasWhatEachModuleRecorded() {
        String order = whole.orderByCard(whole.customer(0), whole.product(100, 0), 1, "tok_visa").expect(409).json().path("orderId").asString();
        await().until(() -> timeline(order).contains("\"module\":\"notifications\""));
        assertThat(timeline(order)).contains("Order placed", "Order REJECTED", "insufficient-stock", "mail ORDER_REJECTED");
        assertThat(details(console, order).path("missing")).isEmpty();
        console.management().post(ORDERS + "/" + order + "/retry", "").expect(409);
        assertThat(console.management().post(ORDERS + "/" + order + "/cancel", "").expect(409).text("code")).isEqualTo("action-not-possible");
    }

    @Test
    void ordersAreFoundByIdCustomerMailAddressAndStatus() {
        String customer = whole.customer(0);
        String order = whole.orderByCard(customer, whole.product(100, 0), 1, "tok_visa").expect(409).json().path("orderId").asString();
        String email = whole.http().get("/customers/" + customer).expect(200).text("email");
        for (String query : new String[] {order, customer, email.toUpperCase(Locale.ROOT)}) {
            assertThat(found("?query=" + query)).as(query).containsExactly(order);
            assertThat(found("?status=REJECTED&query=" + query)).as(query).containsExactly(order);
            assertThat(found("?status=CONFIRMED&query=" + query)).as(query).isEmpty();
        }
        assertThat(found("?query=" + UUID.randomUUID())).isEmpty();
        assertThat(found("?query=nothing@example.com")).isEmpty();
        assertThat(found("?status=UNHEARD")).isEmpty();
        assertThat(found("?status=REJECTED")).contains(order);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        console.management().get(ORDERS + "/" + UUID.randomUUID()).expect(404);
        console.management().get("/console/records/reviews").expect(404);
        console.management().post(ORDERS + "/" + UUID.randomUUID() + "/cancel", "").expect(404);
        console.management().post(ORDERS + "/" + UUID.randomUUID() + "/explode", "").expect(404);
        broken.management().get("/console/records/payments").expect(503);
    }

    private static JsonNode details(Shop from, String order) {
        return from.management().get(ORDERS + "/" + order).expect(200).json();
    }

    private static String timeline(String order) {
        return details(console, order).path("timeline").toString();
    }

    private static List<String> found(String query) {
        JsonNode items = console.management().get(ORDERS + query).expect(200).json().path("items");
        return StreamSupport.stream(items.spliterator(), false).map(item -> item.path("id").asString()).toList();
    }
}
