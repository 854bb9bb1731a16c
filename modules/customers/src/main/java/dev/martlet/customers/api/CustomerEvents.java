package dev.martlet.customers.api;

import dev.martlet.platform.events.EventType;
import java.util.UUID;

/** The events that customers publishes; the key is the customer's id. */
public final class CustomerEvents {
    public static final EventType<CustomerRegistered> REGISTERED = new EventType<>("customers", "CustomerRegistered", CustomerRegistered.class);
    public static final EventType<CustomerChanged> CHANGED = new EventType<>("customers", "CustomerChanged", CustomerChanged.class);
    public static final EventType<CustomerDeleted> DELETED =
            EventType.erasing("customers", "CustomerDeleted", CustomerDeleted.class);

    private CustomerEvents() {}

    /** A customer was registered. */
    public record CustomerRegistered(UUID customerId, String email, String name) {}

    /** A customer was changed. The event has all the data after the change, not only what changed. */
    public record CustomerChanged(UUID customerId, String email, String name, boolean active) {}

    /** A customer was deleted. Subscribers erase the personal data that they have copied. */
    public record CustomerDeleted(UUID customerId) {}
}
