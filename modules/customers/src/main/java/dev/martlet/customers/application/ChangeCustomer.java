package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.domain.Customer;
import dev.martlet.customers.domain.CustomerDetails;
import dev.martlet.platform.events.Event;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Changes the details of a customer. */
public final class ChangeCustomer {
    private final Customers customers;
    private final Clock clock;

    public ChangeCustomer(Customers customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    /** The result of a change. */
    public sealed interface Outcome {
        /** @param customer after the change; the same as before if the edit changes nothing */
        record Changed(Customer customer) implements Outcome {}

        record NotFound() implements Outcome {}

        record EmailTaken() implements Outcome {}

        /** Orders hold credit in another currency than that of the new limit. */
        record HasOpenCredit() implements Outcome {}
    }

    /** @param edit receives the locked customer; an exception from it ends the transaction */
    public Outcome change(UUID id, Function<Customer, CustomerDetails> edit) {
        try {
            return customers.transaction(tx -> tx.lock(id)
                    .map(customer -> change(tx, customer, edit.apply(customer)))
                    .orElseGet(Outcome.NotFound::new));
        } catch (EmailTaken _) {
            return new Outcome.EmailTaken();
        }
    }

    private Outcome change(Customers tx, Customer customer, CustomerDetails details) {
        if (details.equals(customer.details())) {
            return new Outcome.Changed(customer);
        }
        return customer.with(details, clock.instant())
                .map(changed -> update(tx, changed))
                .orElseGet(Outcome.HasOpenCredit::new);
    }

    private static Outcome update(Customers tx, Customer changed) {
        var payload = new CustomerChanged(changed.id(), changed.email(), changed.name(), changed.active());
        tx.update(changed, Event.of(CustomerEvents.CHANGED, changed.id(), changed.updatedAt(), payload));
        return new Outcome.Changed(changed);
    }
}
