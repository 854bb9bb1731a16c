package dev.martlet.notifications.infrastructure;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.Optional;

/** Keeps the module's own copy of customers' addresses, and welcomes new customers. */
public final class CustomerListener {
    private final RecipientRepository recipients;
    private final NotificationRepository notifications;

    public CustomerListener(RecipientRepository recipients, NotificationRepository notifications) {
        this.recipients = recipients;
        this.notifications = notifications;
    }

    public void registered(Sql tx, Event<CustomerRegistered> event) {
        var customer = event.payload();
        recipients.save(tx, event, customer.customerId(), customer.email(), customer.name());
        notifications.record(tx, event, customer.customerId(), Optional.empty(), NotificationText.welcome());
    }

    public void changed(Sql tx, Event<CustomerChanged> event) {
        var customer = event.payload();
        recipients.save(tx, event, customer.customerId(), customer.email(), customer.name());
    }

    public void deleted(Sql tx, Event<CustomerDeleted> event) {
        var customerId = event.payload().customerId();
        recipients.erase(tx, event, customerId);
        notifications.erase(tx, customerId);
    }
}
