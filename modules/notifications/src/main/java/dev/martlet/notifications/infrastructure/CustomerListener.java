package dev.martlet.notifications.infrastructure;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.kernel.events.Event;
import dev.martlet.kernel.sql.Sql;
import dev.martlet.notifications.domain.Letter;
import java.time.Clock;
import java.util.Optional;

/** Keeps the module's own copy of who to write to, and welcomes who is new. */
public final class CustomerListener {
    private final RecipientRepository recipients;
    private final NotificationRepository notifications;
    private final Clock clock;

    public CustomerListener(RecipientRepository recipients, NotificationRepository notifications, Clock clock) {
        this.recipients = recipients;
        this.notifications = notifications;
        this.clock = clock;
    }

    public void registered(Sql tx, Event<CustomerRegistered> event) {
        var customer = event.payload();
        recipients.save(tx, customer.customerId(), customer.email(), customer.name(), event.occurredAt());
        notifications.record(tx, event, customer.customerId(), Optional.empty(), Letter.welcome(), clock.instant());
    }

    public void changed(Sql tx, Event<CustomerChanged> event) {
        var customer = event.payload();
        recipients.save(tx, customer.customerId(), customer.email(), customer.name(), event.occurredAt());
    }

    public void deleted(Sql tx, Event<CustomerDeleted> event) {
        var customerId = event.payload().customerId();
        recipients.erase(tx, customerId, event.occurredAt());
        notifications.erase(tx, customerId);
    }
}
