package dev.martlet.bootstrap.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.martlet.platform.testing.FreePorts;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.bootstrap.support.Topology;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.RestClient.Response;
import dev.martlet.platform.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** DELETE of a customer with much history: no table of any module has its name or one of its addresses any more. */
class ErasureTest {
    private static final String NAME = "Augusta Ada King";
    private static final String FIRST = "augusta.first@example.org";
    private static final String SECOND = "Augusta.Second@Example.org";
    private static final String THIRD = "augusta.third@example.net";
    private static final List<String> PERSONAL = List.of("Augusta", "ada king", FIRST, SECOND, THIRD);
    private static final String OUTBOX = "customers.outbox";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final DatabaseSettings database = TestDatabase.settings();
    private final int mailPort = FreePorts.take(1).getFirst();
    private final GreenMail mail = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private EveryTable tables;
    private Shop shop;
    private Optional<Shop> apart = Optional.empty();
    private String customer;

    @BeforeEach
    void open() throws SQLException {
        mail.start();
        tables = EveryTable.of(database);
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
        apart.ifPresent(Shop::close);
        tables.close();
        mail.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "notifications"})
    void aDeletedCustomerIsInNoTable(String separate) throws SQLException {
        start(separate);
        Response registered = register();
        String refused = changeWhatMailCannotHandle();
        livelyHistory();
        assertThat(personal()).contains("customers.customers", "customers.idempotency_keys", OUTBOX)
                .contains("notifications.recipients", "notifications.notifications", "notifications.failed_events", "notifications.idempotency_keys");

        shop.http().delete("/customers/" + customer).expect(204);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(personal()).isSubsetOf(OUTBOX));

        assertThat(dead()).isEmpty();
        operations().management().send("POST", "/events/dead/" + refused + "/retry", Optional.empty()).expect(204);
        Response again = register().expect(404);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(registered.header("Location")).contains("/customers/" + customer);
        assertThat(shop.http().get("/customers").json().path("items")).isEmpty();
        assertThat(mails()).hasSizeGreaterThan(4).allSatisfy(item -> assertThat(item.path("to").asString()).isEqualTo("deleted@customer.invalid"));
        assertThat(shop.http().get("/orders?customerId=" + customer).json().path("items")).as("what bookkeeping needs").hasSize(4);
        assertThat(shop.http().get("/payments").json().path("items")).isNotEmpty();

        tables.execute("update customers.outbox set occurred_at = occurred_at - interval '2 days'");
        restart(separate);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(personal()).isEmpty());
    }

    /** The deletion itself fails at the subscriber, and the operator sends it again: then it erases. */
    @Test
    void aDeletionThatDiedErasesWhenItIsSentAgain() throws SQLException {
        start("");
        register();
        changeWhatMailCannotHandle();
        tables.execute("alter table notifications.recipients rename to lost");
        shop.http().delete("/customers/" + customer).expect(204);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(dead()).hasSize(2));
        tables.execute("alter table notifications.lost rename to recipients");
        assertThat(personal()).contains("notifications.recipients", "notifications.failed_events");

        operations().management().send("POST", "/events/dead/" + dead().getFirst().path("id").asString() + "/retry", Optional.empty()).expect(204);

        await().atMost(LONGEST).untilAsserted(() -> assertThat(personal()).isSubsetOf(OUTBOX));
        assertThat(dead()).isEmpty();
    }

    @Test
    void anAddressThatWasChangedStaysWithTheMailsThatWereSentToItAlone() throws SQLException {
        start("");
        register();
        patch(THIRD);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(tables.with(FIRST))
                .containsExactly("customers.idempotency_keys", OUTBOX, "notifications.notifications"));

        tables.execute("update customers.outbox set occurred_at = occurred_at - interval '2 days'");
        tables.execute("update customers.idempotency_keys set created_at = created_at - interval '2 days'");
        restart("");

        await().atMost(LONGEST).untilAsserted(() -> assertThat(tables.with(FIRST)).containsExactly("notifications.notifications"));
    }

    private Response register() {
        Response answer = shop.http().post("/customers", """
                {"email": "%s", "name": "%s", "creditLimit": {"amount": 100000, "currency": "EUR"}}
                """.formatted(FIRST, NAME), "Idempotency-Key", "register");
        if (answer.status() == 201) {
            customer = answer.text("id");
            await().atMost(LONGEST).untilAsserted(() -> assertThat(mails()).singleElement().satisfies(sent ->
                    assertThat(sent.path("status").asString()).isEqualTo("SENT")));
        }
        return answer;
    }

    /** @return the id of the dead event, which has an address */
    private String changeWhatMailCannotHandle() throws SQLException {
        tables.execute("alter table notifications.recipients rename to lost");
        patch(SECOND);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(dead()).hasSize(1));
        tables.execute("alter table notifications.lost rename to recipients");
        return dead().getFirst().path("id").asString();
    }

    /** Orders of each outcome; mails that are sent, queued and failed; one of those queued again by staff; a dead event that was sent again. */
    private void livelyHistory() throws SQLException {
        String product = shop.product(100, 10);
        shop.orderByCard(customer, product, 1, "tok_visa", "Idempotency-Key", "buy").expect(201);
        String cancelled = shop.orderByCard(customer, product, 1, "tok_visa").expect(201).text("id");
        shop.cancel(cancelled).expect(200);
        shop.orderByCard(customer, product, 1, "tok_declined").expect(402);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(mails()).hasSize(5).allSatisfy(sent ->
                assertThat(sent.path("status").asString()).isEqualTo("SENT")));
        mail.stop();
        patch(THIRD);
        shop.orderByCard(customer, product, 1, "tok_visa").expect(201);
        await().atMost(LONGEST).untilAsserted(() -> assertThat(mails()).hasSize(6));
        String failed = mails().getFirst().path("id").asString();
        tables.execute("update notifications.notifications set status = 'FAILED', lease = null where id = '" + failed + "'");
        shop.http().post("/notifications/" + failed + "/resend", "", "Idempotency-Key", "resend").expect(200);
    }

    private void patch(String email) {
        String tag = shop.http().get("/customers/" + customer).tag();
        shop.http().patch("/customers/" + customer, "{\"email\": \"" + email + "\"}", tag).expect(200);
    }

    private List<String> personal() throws SQLException {
        var found = new TreeSet<String>();
        for (String text : PERSONAL) {
            found.addAll(tables.with(text));
        }
        return List.copyOf(found);
    }

    private List<JsonNode> mails() {
        return shop.http().get("/notifications?customerId=" + customer).expect(200).json().path("items").valueStream().toList();
    }

    private List<JsonNode> dead() {
        return operations().management().get("/events/dead").expect(200).json().path("items").valueStream().toList();
    }

    /** The process that handles the events of customers. */
    private Shop operations() {
        return apart.orElse(shop);
    }

    private void start(String separate) {
        var settings = new HashMap<>(Map.of(
                "events.retry.attempts", "2",
                "events.retry.initial.delay", "10ms",
                "modules.notifications.smtp.host", "127.0.0.1",
                "modules.notifications.smtp.port", Integer.toString(mailPort)));
        if (separate.isEmpty()) {
            shop = Shop.open(database, settings);
            return;
        }
        List<Integer> ports = FreePorts.take(2);
        var rest = new HashMap<>(settings);
        rest.putAll(Map.of(
                "modules.run", Topology.allBut(separate),
                "internal.port", ports.get(0).toString(),
                "modules." + separate + ".url", "http://127.0.0.1:" + ports.get(1)));
        shop = Shop.open(database, rest);
        settings.putAll(Topology.only(Set.of(separate), "http://127.0.0.1:" + ports.get(0)));
        settings.put("internal.port", ports.get(1).toString());
        apart = Optional.of(Shop.open(database, settings));
    }

    private void restart(String separate) {
        shop.close();
        apart.ifPresent(Shop::close);
        start(separate);
    }
}
