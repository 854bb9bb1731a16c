package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.events.Event;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The stored customers. A change and its event are stored together, or neither is. */
public interface Customers {
    /** Runs the work in one transaction, which ends without a change if the work throws. @param work receives the customers in that transaction */
    <T> T transaction(Function<Customers, T> work);

    /**
     * Stores a new customer.
     *
     * @param position its place in lists, which the ids of customers who registered themselves do not say
     * @return false if another customer has the email, in any case, or the id: nothing was stored
     */
    boolean add(Customer customer, UUID position, Event<CustomerRegistered> event);

    boolean exists(UUID id);

    /** Finds a customer and locks it until the end of the transaction. */
    Optional<Customer> lock(UUID id);

    /** Stores a customer, except for the reserved credit. @throws EmailTaken if another customer has the email; the transaction cannot go on */
    void update(Customer customer, Event<CustomerChanged> event);

    /** Deletes a customer and what was kept of the answer that registered it. */
    void delete(UUID id, Event<CustomerDeleted> event);
}
