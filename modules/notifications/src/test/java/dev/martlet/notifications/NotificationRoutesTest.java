package dev.martlet.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents.OrderRejected;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.RestClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The REST resources of the module notifications, without a mail server. */
class NotificationRoutesTest {
    private static ModuleHarness harness;
    private static RestClient http;

    private final UUID customerId = UUID.randomUUID();
    private final UUID orderId = UUID.randomUUID();

    @BeforeAll
    static void start() {
        harness = ModuleHarness.of(new NotificationsModule()).start();
        http = harness.http();
    }

    @AfterAll
    static void stop() {
        harness.close();
    }

    @Test
    void eachEventCreatesANotification() {
        register();
        harness.deliver(OrderEvents.CONFIRMED, orderId, new OrderConfirmed(orderId, customerId, Money.of(1999, "EUR")));
        harness.deliver(OrderEvents.CANCELLED, orderId, new OrderCancelled(orderId, customerId, Money.of(1999, "EUR")));
        harness.deliver(OrderEvents.REJECTED, orderId, new OrderRejected(orderId, customerId, "payment-declined"));

        assertThat(mine()).extracting(item -> item.path("type").asString())
                .containsExactly("ORDER_REJECTED", "ORDER_CANCELLED", "ORDER_CONFIRMED", "WELCOME");
        assertThat(mine()).allSatisfy(item -> {
            assertThat(item.path("to").asString()).isEqualTo("ada@example.org");
            assertThat(item.path("channel").asString()).isEqualTo("EMAIL");
            assertThat(item.path("status").asString()).isEqualTo("QUEUED");
        });
    }

    @Test
    void absentMembersAreOmitted() {
        register();
        harness.deliver(OrderEvents.CONFIRMED, orderId, new OrderConfirmed(orderId, customerId, Money.of(1999, "EUR")));

        assertThat(mine().get(0).propertyNames())
                .containsExactly("id", "customerId", "type", "channel", "to", "subject", "status", "orderId", "createdAt");
        assertThat(mine().get(1).propertyNames()).containsExactly("id", "customerId", "type", "channel", "to", "subject", "status", "createdAt");
    }

    @Test
    void theAddressOfADeletedCustomerIsErased() {
        register();
        harness.deliver(CustomerEvents.DELETED, customerId, new CustomerDeleted(customerId));

        assertThat(mine()).singleElement().satisfies(item -> {
            assertThat(item.path("to").asString()).isEqualTo("deleted@customer.invalid");
            assertThat(item.path("status").asString()).isEqualTo("FAILED");
        });
        assertThat(http.get("/notifications?limit=200").body()).doesNotContain(customerId + "\",\"type\":\"WELCOME\",\"channel\":\"EMAIL\",\"to\":\"ada");
    }

    @Test
    void theListOfAllIsPaged() {
        register();
        harness.deliver(OrderEvents.CONFIRMED, orderId, new OrderConfirmed(orderId, customerId, Money.of(1999, "EUR")));

        var first = http.get("/notifications?limit=1").expect(200).json();
        var second = http.get("/notifications?limit=1&cursor=" + first.path("nextCursor").asString()).expect(200).json();

        assertThat(first.path("items").get(0)).isEqualTo(mine().get(0));
        assertThat(second.path("items").get(0)).isEqualTo(mine().get(1));
    }

    @Test
    void aCustomerWithoutNotificationsHasAnEmptyList() {
        assertThat(http.get("/notifications?customerId=" + customerId).expect(200).body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
    }

    @ParameterizedTest
    @CsvSource({"customerId=none, invalid-id", "limit=201, invalid-request", "cursor=none, invalid-cursor"})
    void anInvalidQueryIsAProblem(String query, String code) {
        assertThat(http.get("/notifications?" + query).expect(400).code()).isEqualTo(code);
    }

    @Test
    void aFailedNotificationIsQueuedAgain() {
        register();
        var id = mine().getFirst().path("id").asString();
        fail(id);

        var resent = http.post("/notifications/" + id + "/resend", "").expect(200).json();

        assertThat(resent.path("status").asString()).isEqualTo("QUEUED");
        assertThat(resent).isEqualTo(mine().getFirst());
    }

    @Test
    void aQueuedOrSentNotificationIsReturnedUnchanged() {
        register();
        var queued = mine().getFirst();
        assertThat(resend(queued).expect(200).json()).isEqualTo(queued);

        new AdHocSql(harness.database().sql()).execute("update notifications set status = 'SENT', sent_at = now() where customer_id = ?", customerId);
        var sent = mine().getFirst();
        assertThat(resend(sent).expect(200).json()).isEqualTo(sent);
    }

    @Test
    void nothingIsSentAgainToADeletedCustomer() {
        register();
        harness.deliver(CustomerEvents.DELETED, customerId, new CustomerDeleted(customerId));

        assertThat(resend(mine().getFirst()).expect(200).text("status")).isEqualTo("FAILED");
    }

    @Test
    void theResponseToAnIdempotencyKeyIsReplayed() {
        register();
        var id = mine().getFirst().path("id").asString();
        fail(id);
        var first = http.post("/notifications/" + id + "/resend", "", "Idempotency-Key", id).expect(200);
        fail(id);

        var second = http.post("/notifications/" + id + "/resend", "", "Idempotency-Key", id).expect(200);

        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(mine().getFirst().path("status").asString()).isEqualTo("FAILED");
    }

    @Test
    void anUnknownNotificationCannotBeResent() {
        assertThat(http.post("/notifications/" + customerId + "/resend", "").expect(404).code()).isEqualTo("not-found");
        assertThat(http.post("/notifications/none/resend", "").expect(400).code()).isEqualTo("invalid-id");
    }

    @Test
    void aResendWithABodyIsRejected() {
        register();

        http.post("/notifications/" + mine().getFirst().path("id").asString() + "/resend", "{\"to\":\"eve@example.org\"}").expect(400);
    }

    private RestClient.Response resend(JsonNode notification) {
        return http.post("/notifications/" + notification.path("id").asString() + "/resend", "");
    }

    private static void fail(String id) {
        new AdHocSql(harness.database().sql()).execute("update notifications set status = 'FAILED' where id = ?", UUID.fromString(id));
    }

    private void register() {
        harness.deliver(CustomerEvents.REGISTERED, customerId, new CustomerRegistered(customerId, "ada@example.org", "Ada"));
    }

    private List<JsonNode> mine() {
        var items = http.get("/notifications?customerId=" + customerId).expect(200).json().path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }
}
