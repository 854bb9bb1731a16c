package dev.martlet.notifications.application;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.notifications.domain.NewNotification;
import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Handles the events of customers: keeps a copy of their addresses, and welcomes new customers. */
public final class CustomerHandlers {
    private final Recipients recipients;
    private final Notifications notifications;

    public CustomerHandlers(Recipients recipients, Notifications notifications) {
        this.recipients = recipients;
        this.notifications = notifications;
    }

    public void registered(Sql tx, Event<CustomerRegistered> event) {
        var customer = event.payload();
        recipients.in(tx).save(event, customer.customerId(), customer.email(), customer.name());
        notifications.in(tx).record(List.of(new NewNotification(event.id(), customer.customerId(), Optional.empty(), NotificationText.welcome())));
    }

    public void changed(Sql tx, Event<CustomerChanged> event) {
        var customer = event.payload();
        recipients.in(tx).save(event, customer.customerId(), customer.email(), customer.name());
    }

    /** The recipient is erased first: {@link Notifications#erase} then sees every notification that was recorded before. */
    public void deleted(Sql tx, Event<CustomerDeleted> event) {
        var customerId = event.payload().customerId();
        recipients.in(tx).erase(event, customerId);
        notifications.in(tx).erase(customerId);
    }
}
