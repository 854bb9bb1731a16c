package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.notifications.application.ResendNotification.Outcome;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.testing.NoSql;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResendNotificationTest {
    private final InMemoryRecipients recipients = new InMemoryRecipients();
    private final InMemoryNotifications notifications = new InMemoryNotifications(recipients);
    private final CustomerHandlers customers = new CustomerHandlers(recipients, notifications);
    private final ResendNotification resendNotification = new ResendNotification(notifications);
    private final UUID customerId = UUID.randomUUID();
    private final UUID id = register();

    @Test
    void aFailedNotificationIsQueuedAgain() {
        notifications.set(id, NotificationStatus.FAILED);

        assertThat(resend()).isInstanceOfSatisfying(Outcome.Queued.class, queued ->
                assertThat(queued.notification().status()).isEqualTo(NotificationStatus.QUEUED));
    }

    @Test
    void aSentNotificationIsUnchanged() {
        notifications.set(id, NotificationStatus.SENT);

        assertThat(resend()).isInstanceOfSatisfying(Outcome.Unchanged.class, unchanged ->
                assertThat(unchanged.notification().status()).isEqualTo(NotificationStatus.SENT));
    }

    @Test
    void aNotificationOfADeletedCustomerIsUnchanged() {
        customers.deleted(NoSql.TX, Event.of(CustomerEvents.DELETED, customerId, Instant.EPOCH, new CustomerDeleted(customerId)));

        assertThat(resend()).isInstanceOfSatisfying(Outcome.Unchanged.class, unchanged ->
                assertThat(unchanged.notification().status()).isEqualTo(NotificationStatus.FAILED));
    }

    @Test
    void anUnknownNotificationIsNotFound() {
        assertThat(resendNotification.resend(NoSql.TX, UUID.randomUUID(), _ -> { })).isEqualTo(new Outcome.NotFound());
    }

    @Test
    void aPreconditionThatFailsChangesNothing() {
        notifications.set(id, NotificationStatus.FAILED);

        assertThatIllegalStateException().isThrownBy(() -> resendNotification.resend(NoSql.TX, id, current -> {
            assertThat(current.status()).isEqualTo(NotificationStatus.FAILED);
            throw new IllegalStateException("precondition failed");
        }));

        assertThat(notifications.find(id)).get().extracting(found -> found.status()).isEqualTo(NotificationStatus.FAILED);
    }

    private Outcome resend() {
        return resendNotification.resend(NoSql.TX, id, _ -> { });
    }

    private UUID register() {
        var event = Event.of(CustomerEvents.REGISTERED, customerId, Instant.EPOCH, new CustomerRegistered(customerId, "ada@example.org", "Ada"));
        customers.registered(NoSql.TX, event);
        return event.id();
    }
}
