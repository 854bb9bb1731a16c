package dev.martlet.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.notifications.infrastructure.ScriptedSmtpServer;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.testing.ModuleHarness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The module notifications with a faulty mail server or faulty recipients. */
class MailServerFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScriptedSmtpServer server = new ScriptedSmtpServer();
    private final ModuleHarness harness = ModuleHarness.of(new NotificationsModule())
            .setting("smtp.host", "127.0.0.1")
            .setting("smtp.port", Integer.toString(server.port()))
            .start();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        never.countDown();
        server.close();
        harness.close();
    }

    @Test
    void aDeferredRecipientDoesNotDelayOthers() {
        server.says("RCPT TO:<eve@example.org>", "421 4.7.0 try later");
        register("eve");
        IntStream.range(0, 5).forEach(_ -> order(id("eve")));
        await().until(() -> attempts("eve") > 1);

        IntStream.range(0, 20).forEach(n -> register("ada" + n));

        await().atMost(SOON).until(() -> sentTo("ada%") == 20);
        assertThat(attempts("ada%")).isZero();
        assertThat(sentTo("eve%")).isZero();
        assertThat(server.commands()).filteredOn("RCPT TO:<ada0@example.org>"::equals).hasSize(1);
    }

    @Test
    void aSlowRecipientDoesNotDelayOthers() {
        server.says("RCPT TO:<eve@example.org>", "250 ok", never);
        register("eve");
        IntStream.range(0, 5).forEach(_ -> order(id("eve")));
        await().until(() -> server.commands().contains("RCPT TO:<eve@example.org>"));

        IntStream.range(0, 20).forEach(n -> register("ada" + n));

        await().atMost(SOON).until(() -> sentTo("ada%") == 20);
        assertThat(server.commands()).filteredOn("RCPT TO:<eve@example.org>"::equals).hasSize(1);
        never.countDown();
        await().atMost(SOON).until(() -> sentTo("eve%") == 6);
    }

    @Test
    void manySlowRecipientsDelayOthersByAFewSeconds() {
        IntStream.range(0, 8).forEach(n -> {
            server.says("RCPT TO:<eve" + n + "@example.org>", "250 ok", never);
            register("eve" + n);
        });
        await().until(() -> server.connections() >= 4);

        IntStream.range(0, 20).forEach(n -> register("ada" + n));

        await().atMost(SOON).until(() -> sentTo("ada%") == 20);
        assertThat(server.mostOpen()).isLessThanOrEqualTo(20);
    }

    @Test
    void aServerThatDeniedRelayingGetsEveryMailAfterwards() {
        server.says("RCPT", "554 5.7.1 relay access denied");
        IntStream.range(0, 20).forEach(n -> register("ada" + n));
        await().atMost(SOON).until(() -> attempts("ada%") >= 10);
        assertThat(statuses()).containsOnly("QUEUED");

        server.says("RCPT", "250 ok");

        await().atMost(Duration.ofSeconds(60)).until(() -> sentTo("ada%") == 20);
    }

    @Test
    void mailOverAQuotaIsRetried() {
        server.says(".", "550 5.4.5 daily quota exceeded");
        register("ada");
        await().until(() -> attempts("ada") > 1);
        assertThat(statuses()).containsOnly("QUEUED");

        server.says(".", "250 taken");

        await().atMost(SOON).until(() -> sentTo("ada") == 1);
    }

    @Test
    void mailToAnUnknownRecipientFailsAndCanBeResent() {
        server.says("RCPT", "550 5.1.1 no such user");
        register("ada");
        await().until(() -> statuses().equals(List.of("FAILED")));
        server.says("RCPT", "250 ok");

        harness.http().post("/notifications/" + harness.http().get("/notifications").json().at("/items/0/id").asString() + "/resend", "").expect(200);

        await().until(() -> sentTo("ada") == 1);
    }

    @Test
    void aConnectionThatEndsAfterARefusalCostsOthersNoAttempt() {
        server.says("RSET", "421 bye");
        server.says("RCPT TO:<ada3@example.org>", "450 4.2.0 later");
        IntStream.range(0, 10).forEach(n -> register("ada" + n));

        await().atMost(SOON).until(() -> sentTo("ada%") == 9);
        assertThat(attempts("ada%")).isEqualTo(attempts("ada3"));
        assertThat(server.mostOpen()).isLessThanOrEqualTo(4);
    }

    private void register(String name) {
        harness.deliver(CustomerEvents.REGISTERED, id(name), new CustomerRegistered(id(name), name + "@example.org", "Ada"));
    }

    private void order(UUID customerId) {
        var orderId = UUID.randomUUID();
        harness.deliver(OrderEvents.CONFIRMED, orderId, new OrderConfirmed(orderId, customerId, Money.of(1999, "EUR")));
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private long sentTo(String names) {
        return number("select count(*) as n from notifications join recipients using (customer_id) where email like ? and status = 'SENT'", names);
    }

    private long attempts(String names) {
        return number("select coalesce(sum(attempts), 0) as n from notifications join recipients using (customer_id) where email like ?", names);
    }

    private long number(String sql, String names) {
        return new AdHocSql(harness.database().sql()).first(sql, row -> row.number("n"), names + "@example.org").orElseThrow();
    }

    private List<String> statuses() {
        return new AdHocSql(harness.database().sql()).list("select status from notifications", row -> row.text("status"));
    }
}
