package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerChanged;
import dev.martlet.customers.domain.Customer;
import dev.martlet.customers.domain.CustomerDetails;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.Transactions;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** Changes customers. */
public final class ChangeCustomer {
    private final Database database;
    private final Customers customers;
    private final Clock clock;

    public ChangeCustomer(Database database, Customers customers, Clock clock) {
        this.database = database;
        this.customers = customers;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** @param customer as they are now; the same as before if nothing was to be changed */
        record Changed(Customer customer) implements Outcome {}

        record NotFound() implements Outcome {}

        record EmailTaken() implements Outcome {}

        /** Orders hold credit in another currency than that of the new limit. */
        record HasOpenCredit() implements Outcome {}
    }

    /** @param edit sees the customer as they are, and nobody else changes them meanwhile; what it throws ends the change */
    public Outcome change(UUID id, Function<Customer, CustomerDetails> edit) {
        try {
            return Transactions.run(database, tx -> customers.lock(tx, id)
                    .map(customer -> change(tx, customer, edit.apply(customer)))
                    .orElseGet(Outcome.NotFound::new));
        } catch (SqlFailure failure) {
            // Only the email is unique among what may be changed. Asking first would not do: another customer can take it in between.
            if (failure.isUniqueViolation()) {
                return new Outcome.EmailTaken();
            }
            throw failure;
        }
    }

    private Outcome change(Sql tx, Customer customer, CustomerDetails wanted) {
        if (wanted.equals(customer.details())) {
            return new Outcome.Changed(customer);
        }
        return customer.with(wanted, clock.instant())
                .map(changed -> update(tx, changed))
                .orElseGet(Outcome.HasOpenCredit::new);
    }

    private Outcome update(Sql tx, Customer changed) {
        var payload = new CustomerChanged(changed.id(), changed.email(), changed.name(), changed.active());
        customers.update(tx, changed, Event.of(CustomerEvents.CHANGED, changed.id(), changed.updatedAt(), payload));
        return new Outcome.Changed(changed);
    }
}
