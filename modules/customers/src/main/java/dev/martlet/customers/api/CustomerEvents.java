package dev.martlet.customers.api;

import dev.martlet.platform.events.EventType;
import java.util.UUID;

/** The events that customers publishes; their key is the customer's id. */
public final class CustomerEvents {
    public static final EventType<CustomerRegistered> REGISTERED = new EventType<>("customers", "CustomerRegistered", CustomerRegistered.class);
    public static final EventType<CustomerChanged> CHANGED = new EventType<>("customers", "CustomerChanged", CustomerChanged.class);
    public static final EventType<CustomerDeleted> DELETED = new EventType<>("customers", "CustomerDeleted", CustomerDeleted.class);

    private CustomerEvents() {}

    /** A customer has registered. */
    public record CustomerRegistered(UUID customerId, String email, String name) {}

    /** A customer's data are now these; which of them changed is not told. */
    public record CustomerChanged(UUID customerId, String email, String name, boolean active) {}

    /** A customer was deleted: forget who they were. */
    public record CustomerDeleted(UUID customerId) {}
}
