package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Registers a new customer. */
public final class RegisterCustomer {
    private final Customers customers;
    private final Money defaultLimit;
    private final Clock clock;

    /** @param defaultLimit the credit limit of customers that are registered without one */
    public RegisterCustomer(Customers customers, Money defaultLimit, Clock clock) {
        this.customers = customers;
        this.defaultLimit = defaultLimit;
        this.clock = clock;
    }

    /** The result of a registration. */
    public sealed interface Outcome {
        record Registered(Customer customer) implements Outcome {}

        record EmailTaken() implements Outcome {}

        /** There is a customer with this id. */
        record Exists() implements Outcome {}
    }

    /** @param id the customer's, if it registers itself; one that has been deleted can be registered anew */
    public Outcome register(Optional<UUID> id, String email, String name, Optional<Money> creditLimit) {
        UUID next = Ids.next();
        var customer = Customer.registered(id.orElse(next), email, name, creditLimit.orElse(defaultLimit), clock.instant());
        if (customers.add(customer, next, registered(customer))) {
            return new Outcome.Registered(customer);
        }
        return id.filter(customers::exists).isPresent() ? new Outcome.Exists() : new Outcome.EmailTaken();
    }

    private static Event<CustomerRegistered> registered(Customer customer) {
        var payload = new CustomerRegistered(customer.id(), customer.email(), customer.name());
        return Event.of(CustomerEvents.REGISTERED, customer.id(), customer.createdAt(), payload);
    }
}
