package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.Optional;
import java.util.UUID;

/** Where customers are kept. Each method is one statement; a change and its event stand or fall together. */
public interface Customers {
    /** @return whether the email was free, without regard to case; nothing happened otherwise */
    boolean add(Sql sql, Customer customer, Event<CustomerRegistered> event);

    /** Finds a customer whom nobody else can change until the transaction ends. */
    Optional<Customer> lock(Sql tx, UUID id);

    /** Fails with a unique violation if another customer has the email. */
    void update(Sql sql, Customer customer, Event<CustomerChanged> event);

    void delete(Sql sql, UUID id, Event<CustomerDeleted> event);

    /** Empty if there is no such customer. */
    Optional<Boolean> isActive(Sql sql, UUID id);
}
