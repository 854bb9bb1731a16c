package dev.martlet.notifications.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.notifications.domain.Notification;
import dev.martlet.notifications.domain.NotificationStatus;
import dev.martlet.notifications.domain.NotificationType;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.testing.NoSql;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomerHandlersTest {
    private final InMemoryRecipients recipients = new InMemoryRecipients();
    private final InMemoryNotifications notifications = new InMemoryNotifications(recipients);
    private final CustomerHandlers handlers = new CustomerHandlers(recipients, notifications);
    private final UUID customerId = UUID.randomUUID();

    @Test
    void aRegisteredCustomerIsWelcomed() {
        register();

        assertThat(recipients.address(customerId)).contains("ada@example.org");
        assertThat(notifications.all()).extracting(Notification::type).containsExactly(NotificationType.WELCOME);
    }

    @Test
    void aChangedCustomerHasANewAddressAndNoNotification() {
        register();
        handlers.changed(NoSql.TX, Event.of(
                CustomerEvents.CHANGED, customerId, Instant.EPOCH, new CustomerChanged(customerId, "ada@example.com", "Ada", true)));

        assertThat(recipients.address(customerId)).contains("ada@example.com");
        assertThat(notifications.all()).hasSize(1);
    }

    @Test
    void aDeletedCustomerLosesItsAddressAndItsQueuedNotifications() {
        register();
        handlers.deleted(NoSql.TX, Event.of(CustomerEvents.DELETED, customerId, Instant.EPOCH, new CustomerDeleted(customerId)));

        assertThat(recipients.isDeleted(customerId)).isTrue();
        assertThat(notifications.all()).extracting(Notification::status).containsExactly(NotificationStatus.FAILED);
    }

    private void register() {
        handlers.registered(NoSql.TX, Event.of(
                CustomerEvents.REGISTERED, customerId, Instant.EPOCH, new CustomerRegistered(customerId, "ada@example.org", "Ada")));
    }
}
