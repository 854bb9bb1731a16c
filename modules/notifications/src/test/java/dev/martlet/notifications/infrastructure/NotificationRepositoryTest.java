package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.notifications.application.CustomerHandlers;
import dev.martlet.notifications.application.OrderHandlers;
import dev.martlet.notifications.domain.Mail;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The effect of events on the tables. */
class NotificationRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    @AutoClose
    private static final Database database = TestDatabase.open("notifications");

    private final NotificationRepository notifications = new NotificationRepository(database.sql());
    private final CustomerHandlers customers = new CustomerHandlers(new RecipientRepository(database.sql()), notifications);
    private final OrderHandlers orders = new OrderHandlers(notifications);
    private final MailQueueRepository queue = new MailQueueRepository(database.sql(), Duration.ofMinutes(1));
    private final UUID customerId = UUID.randomUUID();
    private final UUID orderId = UUID.randomUUID();
    private long number;

    @Test
    void aNewCustomerIsWelcomed() {
        register("ada@example.org", NOW);

        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.recipient()).isEqualTo("ada@example.org");
            assertThat(one.subject()).isEqualTo("Welcome to Martlet");
            assertThat(one.status()).isEqualTo(NotificationStatus.QUEUED);
            assertThat(one.orderId()).isEmpty();
            assertThat(one.sentAt()).isEmpty();
        });
    }

    @Test
    void anEventIsRecordedOnce() {
        var event = confirmation();
        register("ada@example.org", NOW);

        orders.confirmed(database.sql(), List.of(event));
        orders.confirmed(database.sql(), List.of(event));

        assertThat(all()).hasSize(2);
    }

    @Test
    void anOrderOfAnUnknownCustomerIsRecordedAndShownOnceTheCustomerIsKnown() {
        confirmOrder();
        assertThat(all()).isEmpty();
        assertThat(mine()).isEmpty();

        register("ada@example.org", NOW);

        assertThat(all()).hasSize(2).allMatch(one -> one.recipient().equals("ada@example.org"));
        assertThat(mine()).hasSize(1);
    }

    @Test
    void aQueuedMailGoesToTheNewestAddressAndASentOneKeepsItsOwn() {
        register("old@example.org", NOW);
        change("new@example.org", NOW.plusSeconds(1));
        var mail = mine().getFirst();
        assertThat(mail.address()).isEqualTo("new@example.org");
        queue.sent(mail);

        change("newest@example.org", NOW.plusSeconds(2));

        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.recipient()).isEqualTo("new@example.org");
            assertThat(one.status()).isEqualTo(NotificationStatus.SENT);
            assertThat(one.sentAt()).hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(one.createdAt()));
        });
    }

    @Test
    void anEventThatIsHandledLateDoesNotRestoreAnOldAddress() {
        var old = recorded(changed("old@example.org", NOW));
        var recent = recorded(changed("new@example.org", NOW.plusSeconds(1)));

        customers.changed(database.sql(), recent);
        customers.changed(database.sql(), old);

        assertThat(address()).isEqualTo("new@example.org");
    }

    /** The clock of the process that made the later change is two hours behind. */
    @Test
    void theNumberOfAnEventAndNotItsTimeDecidesWhichAddressIsNewer() {
        var first = recorded(changed("old@example.org", NOW));
        var second = recorded(changed("new@example.org", NOW.minusSeconds(7200)));

        customers.changed(database.sql(), first);
        customers.changed(database.sql(), second);
        assertThat(address()).isEqualTo("new@example.org");

        customers.changed(database.sql(), first);
        assertThat(address()).isEqualTo("new@example.org");
    }

    @Test
    void nothingIsSentToADeletedCustomerAndItsAddressIsErased() {
        register("ada@example.org", NOW);
        queue.sent(mine().getFirst());
        confirmOrder();

        delete();
        confirmOrder();
        register("ada@example.org", NOW.plusSeconds(5));

        assertThat(mine()).isEmpty();
        assertThat(all()).hasSize(4).allMatch(one -> one.recipient().equals(RecipientRepository.ERASED));
        assertThat(all()).extracting(Notification::status)
                .containsExactly(NotificationStatus.FAILED, NotificationStatus.FAILED, NotificationStatus.FAILED, NotificationStatus.SENT);
        assertThat(new AdHocSql(database.sql()).list("select email || name as text from recipients where customer_id = ?", row -> row.text("text"), customerId))
                .containsExactly(RecipientRepository.ERASED);
    }

    @Test
    void aMailSentWhileItsCustomerIsDeletedIsShownAsSentWithoutTheAddress() {
        register("ada@example.org", NOW);
        var mail = mine().getFirst();
        delete();

        queue.sent(mail);

        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.status()).isEqualTo(NotificationStatus.SENT);
            assertThat(one.recipient()).isEqualTo(RecipientRepository.ERASED);
        });
    }

    @Test
    void aNotificationThatIsBeingRecordedDuringTheDeletionIsFailed() {
        register("ada@example.org", NOW);

        Transactions.run(database, tx -> {
            orders.confirmed(tx, List.of(confirmation()));
            delete();
            return true;
        });

        assertThat(all()).hasSize(2).allMatch(one -> one.status() == NotificationStatus.FAILED && one.recipient().equals(RecipientRepository.ERASED));
        assertThat(mine()).isEmpty();
        assertThat(all()).noneMatch(one -> notifications.requeue(one.id()));
    }

    @Test
    void aMailThatIsSentDuringTheDeletionKeepsNoAddress() throws Exception {
        register("ada@example.org", NOW);
        var mail = mine().getFirst();
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = Transactions.run(database, tx -> {
                customers.deleted(tx, Event.of(CustomerEvents.DELETED, customerId, NOW, new CustomerDeleted(customerId)));
                var waiting = other.submit(() -> queue.sent(mail));
                awaitLock();
                return waiting;
            });
            sent.get();
        }

        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.status()).isEqualTo(NotificationStatus.SENT);
            assertThat(one.recipient()).isEqualTo(RecipientRepository.ERASED);
        });
    }

    @Test
    void theListOfAllIsPaged() {
        register("ada@example.org", NOW);
        confirmOrder();
        var newest = all();

        var page = notifications.list(Optional.empty(), new PageRequest(1, Optional.of(newest.getFirst().id())));

        assertThat(page).first().isEqualTo(newest.get(1));
    }

    private void register(String email, Instant at) {
        customers.registered(database.sql(), Event.of(CustomerEvents.REGISTERED, customerId, at, new CustomerRegistered(customerId, email, "Ada")));
    }

    private void change(String email, Instant at) {
        customers.changed(database.sql(), changed(email, at));
    }

    private Event<CustomerChanged> changed(String email, Instant at) {
        return Event.of(CustomerEvents.CHANGED, customerId, at, new CustomerChanged(customerId, email, "Ada", true));
    }

    /** The event as the publisher numbers it, after those that it recorded before. */
    private Event<CustomerChanged> recorded(Event<CustomerChanged> event) {
        return new Event<>(event.id(), event.type(), event.key(), event.occurredAt(), event.payload(), ++number);
    }

    private String address() {
        return new AdHocSql(database.sql()).first("select email from recipients where customer_id = ?", row -> row.text("email"), customerId).orElseThrow();
    }

    private void delete() {
        Transactions.run(database, tx -> {
            customers.deleted(tx, Event.of(CustomerEvents.DELETED, customerId, NOW, new CustomerDeleted(customerId)));
            return true;
        });
    }

    private void confirmOrder() {
        orders.confirmed(database.sql(), List.of(confirmation()));
    }

    private Event<OrderConfirmed> confirmation() {
        return Event.of(OrderEvents.CONFIRMED, orderId, NOW, new OrderConfirmed(orderId, customerId, Money.of(1999, "EUR")));
    }

    private List<Notification> all() {
        return notifications.list(Optional.of(customerId), new PageRequest(50, Optional.empty()));
    }

    /** Takes the mails of other tests, too, and ignores them. */
    private List<Mail> mine() {
        return queue.take(1000, List.of(), List.of()).stream().filter(mail -> mail.customerId().equals(customerId)).toList();
    }

    private static void awaitLock() {
        await().until(() -> new AdHocSql(database.sql())
                .first("select count(*) as waiting from pg_locks where not granted", row -> row.number("waiting"))
                .orElseThrow() > 0);
    }
}
