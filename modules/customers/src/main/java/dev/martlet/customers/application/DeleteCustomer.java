package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.events.Event;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/** Deletes a customer, unless orders hold some of its credit. */
public final class DeleteCustomer {
    private final Customers customers;
    private final Clock clock;

    public DeleteCustomer(Customers customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    /** The result of a deletion. */
    public enum Outcome { DELETED, NOT_FOUND, HAS_OPEN_CREDIT }

    /** @param precondition receives the locked customer before any change; an exception from it ends the transaction */
    public Outcome delete(UUID id, Consumer<Customer> precondition) {
        return customers.transaction(tx -> {
            var locked = tx.lock(id);
            locked.ifPresent(precondition);
            return locked.map(customer -> delete(tx, customer)).orElse(Outcome.NOT_FOUND);
        });
    }

    private Outcome delete(Customers tx, Customer customer) {
        if (customer.credit().isOpen()) {
            return Outcome.HAS_OPEN_CREDIT;
        }
        tx.delete(customer.id(), Event.of(CustomerEvents.DELETED, customer.id(), clock.instant(), new CustomerDeleted(customer.id())));
        return Outcome.DELETED;
    }
}
