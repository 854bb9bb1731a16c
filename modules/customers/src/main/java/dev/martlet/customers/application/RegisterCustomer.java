package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerRegistered;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.core.Money;
import dev.martlet.platform.events.Event;
import java.time.Clock;
import java.util.Optional;

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
    }

    public Outcome register(String email, String name, Optional<Money> creditLimit) {
        var customer = Customer.registered(Ids.next(), email, name, creditLimit.orElse(defaultLimit), clock.instant());
        return customers.add(customer, registered(customer)) ? new Outcome.Registered(customer) : new Outcome.EmailTaken();
    }

    private static Event<CustomerRegistered> registered(Customer customer) {
        var payload = new CustomerRegistered(customer.id(), customer.email(), customer.name());
        return Event.of(CustomerEvents.REGISTERED, customer.id(), customer.createdAt(), payload);
    }
}
