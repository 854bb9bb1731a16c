package dev.martlet.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.platform.testing.FreePorts;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.ModuleHarness;
import dev.martlet.platform.testing.TestDatabase;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The module notifications alone, with a real mail server. */
class MailDeliveryTest {
    private final int port = FreePorts.take(1).getFirst();
    private final GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final UUID customerId = UUID.randomUUID();
    private final UUID orderId = UUID.randomUUID();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aConfirmedOrderIsMailedToItsCustomer() {
        server.start();
        try (var harness = start(TestDatabase.settings())) {
            register(harness);
            harness.deliver(OrderEvents.CONFIRMED, orderId, new OrderConfirmed(orderId, customerId, Money.of(1999, "EUR")));

            await().until(() -> statuses(harness), List.of("SENT", "SENT")::equals);

            assertThat(subjects()).containsExactlyInAnyOrder("Welcome to Martlet", "Your order " + orderId + " is confirmed");
            assertThat(harness.http().get("/notifications").json().path("items").get(0).path("sentAt").asString()).isNotEmpty();
        }
    }

    @Test
    void mailWaitsForAnUnreachableServer() {
        try (var harness = start(TestDatabase.settings())) {
            register(harness);
            await().until(() -> harness.meters().find("martlet.mail.deliveries").tag("outcome", "unreachable").timer().count() > 0);
            assertThat(statuses(harness)).containsExactly("QUEUED");

            server.start();

            await().atMost(Duration.ofSeconds(20)).until(() -> statuses(harness), List.of("SENT")::equals);
            assertThat(subjects()).containsExactly("Welcome to Martlet");
        }
    }

    @Test
    void mailRecordedBeforeARestartIsSentAfterwards() {
        var database = TestDatabase.settings();
        try (var before = ModuleHarness.of(new NotificationsModule()).on(database).start()) {
            register(before);
        }
        server.start();
        try (var after = start(database)) {
            await().until(() -> statuses(after), List.of("SENT")::equals);
        }
    }

    @Test
    void twoProcessesSendEachMailOnce() {
        server.start();
        var database = TestDatabase.settings();
        try (var one = start(database); var _ = start(database)) {
            var ids = IntStream.range(0, 40).mapToObj(_ -> UUID.randomUUID()).toList();
            ids.forEach(id -> one.deliver(CustomerEvents.REGISTERED, id, new CustomerRegistered(id, id + "@example.org", "Ada")));

            await().atMost(Duration.ofSeconds(20)).until(() -> statuses(one), statuses -> statuses.stream().allMatch("SENT"::equals));

            assertThat(server.getReceivedMessages()).hasSize(40);
        }
    }

    private ModuleHarness start(DatabaseSettings database) {
        return ModuleHarness.of(new NotificationsModule())
                .on(database)
                .setting("smtp.host", "127.0.0.1")
                .setting("smtp.port", Integer.toString(port))
                .setting("smtp.from", "shop@example.com")
                .start();
    }

    private void register(ModuleHarness harness) {
        harness.deliver(CustomerEvents.REGISTERED, customerId, new CustomerRegistered(customerId, "ada@example.org", "Ada"));
    }

    private static List<String> statuses(ModuleHarness harness) {
        return new AdHocSql(harness.database().sql()).list("select status from notifications", row -> row.text("status"));
    }

    private List<String> subjects() {
        return Stream.of(server.getReceivedMessages()).map(message -> {
            try {
                return message.getSubject();
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

}
