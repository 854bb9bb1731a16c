package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient;
import dev.martlet.platform.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events that a subscriber cannot handle, from the console of its process, and from that of one that runs no module. */
class FailedEventsTest {
    private static final String DEAD = "/console/events/dead";
    private static Shop shop;
    private static Shop console;

    @BeforeAll
    static void start() {
        DatabaseSettings database = TestDatabase.settings();
        shop = Shop.open(database, Map.of("events.retry.attempts", "2", "events.retry.initial.delay", "2s"));
        console = Shop.open(database, Topology.only(Set.of(), "http://127.0.0.1:" + shop.application().internalPort()));
    }

    @AfterAll
    static void end() {
        console.close();
        shop.close();
    }

    @Test
    void theyAreListedSentAgainAndDroppedWhereTheyFailed() {
        areListedSentAgainAndDropped(shop.management());
    }

    @Test
    void theyAreListedSentAgainAndDroppedFromAnotherProcess() {
        areListedSentAgainAndDropped(console.management());
    }

    private static void areListedSentAgainAndDropped(RestClient operator) {
        String customer = shop.customer(0);
        String product = shop.product(100, 10);
        shop.asModule("loyalty", "alter table point_entries rename to lost");
        List<String> orders = List.of(order(customer, product), order(customer, product), order(customer, product));

        await().untilAsserted(() -> assertThat(keys(operator, "/console/events/failed?publisher=orders&subscriber=loyalty")).containsAll(orders));
        JsonNode waiting = items(operator, "/console/events/failed").get(0);
        assertThat(waiting.path("nextAttemptAt").asString()).isNotEmpty();
        assertThat(waiting.path("lastError").asString()).contains("point_entries");
        assertThat(items(operator, "/console/events/failed?publisher=customers")).isEmpty();
        assertThat(items(operator, "/console/events/failed?subscriber=notifications")).isEmpty();

        await().untilAsserted(() -> assertThat(keys(operator, DEAD + "?subscriber=loyalty&type=OrderConfirmed")).containsExactlyInAnyOrderElementsOf(orders));
        assertThat(items(operator, "/console/events/failed")).isEmpty();
        assertThat(items(operator, DEAD + "?publisher=payments")).isEmpty();
        assertThat(items(operator, DEAD + "?subscriber=notifications")).isEmpty();
        areRead(operator, orders);
        await().untilAsserted(() -> assertThat(cell(operator, "orders", "loyalty").path("dead").asInt()).isEqualTo(3));
        assertThat(cell(operator, "orders", "loyalty").path("failed").asInt(-1)).isZero();
        assertThat(cell(operator, "customers", "notifications").path("failed").asInt(-1)).as("of one of two publishers").isZero();
        await().until(() -> kinds(operator) == 3);

        JsonNode dropped = items(operator, DEAD).get(0);
        String one = "{\"subscriber\": \"loyalty\", \"id\": \"%s\"}".formatted(dropped.path("id").asString());
        assertThat(settle(operator, "drop", one)).isEqualTo(1);
        assertThat(keys(operator, DEAD)).hasSize(2).doesNotContain(dropped.path("key").asString());
        assertThat(settle(operator, "drop", one)).as("again").isEqualTo(1);

        shop.asModule("loyalty", "alter table lost rename to point_entries");
        assertThat(operator.post(DEAD + "/retry", all(3)).expect(412).json().path("count").asInt()).isEqualTo(2);
        assertThat(settle(operator, "retry", all(2))).isEqualTo(2);
        await().until(() -> shop.points(customer) == 2);
        assertThat(items(operator, DEAD)).isEmpty();
        await().until(() -> kinds(operator) == 0);
        operator.post(DEAD + "/retry", all(2)).expect(412);

        dropAll(operator);
    }

    private static void areRead(RestClient operator, List<String> orders) {
        JsonNode first = operator.get(DEAD + "?limit=2").expect(200).json();
        assertThat(first.path("items")).hasSize(2);
        JsonNode second = operator.get(DEAD + "?limit=2&cursor=" + first.path("nextCursor").asString()).expect(200).json();
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertThat(orders).contains(second.path("items").get(0).path("key").asString());
        operator.get(DEAD + "?cursor=nonsense").expect(400);
    }

    /** A dropped event is not handled later either. */
    private static void dropAll(RestClient operator) {
        String customer = shop.customer(0);
        shop.asModule("loyalty", "alter table point_entries rename to lost");
        order(customer, shop.product(100, 10));
        await().until(() -> items(operator, DEAD).size() == 1);
        shop.asModule("loyalty", "alter table lost rename to point_entries");
        assertThat(settle(operator, "drop", all(1))).isEqualTo(1);
        assertThat(items(operator, DEAD)).isEmpty();
        order(customer, shop.product(100, 10));
        await().until(() -> shop.points(customer) == 1);
    }

    private static String order(String customer, String product) {
        return shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
    }

    private static String all(int count) {
        return "{\"subscriber\": \"loyalty\", \"type\": \"OrderConfirmed\", \"count\": %d}".formatted(count);
    }

    private static int settle(RestClient operator, String action, String body) {
        return operator.post(DEAD + "/" + action, body).expect(200).json().path("count").asInt();
    }

    private static JsonNode items(RestClient operator, String path) {
        return operator.get(path).expect(200).json().path("items");
    }

    private static List<String> keys(RestClient operator, String path) {
        return items(operator, path).valueStream().map(item -> item.path("key").asString()).toList();
    }

    /** A publisher's events for a subscriber. */
    private static JsonNode cell(RestClient operator, String publisher, String subscriber) {
        return operator.get("/console/events").expect(200).json().path("cells").valueStream()
                .filter(cell -> cell.path("publisher").asString().equals(publisher) && cell.path("subscriber").asString().equals(subscriber))
                .findFirst().orElseThrow();
    }

    /** How many dead events there are of the kind. */
    private static int kinds(RestClient operator) {
        JsonNode events = operator.get("/console/events").expect(200).json();
        return events.path("kinds").valueStream().mapToInt(kind -> kind.path("count").asInt()).sum();
    }
}
