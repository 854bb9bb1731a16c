package dev.martlet.customers.application;

import dev.martlet.customers.api.CustomerEvents;
import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.Transactions;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/** Forgets customers, unless they owe something. */
public final class DeleteCustomer {
    private final Database database;
    private final Customers customers;
    private final Clock clock;

    public DeleteCustomer(Database database, Customers customers, Clock clock) {
        this.database = database;
        this.customers = customers;
        this.clock = clock;
    }

    /** What came of it. */
    public enum Outcome { DELETED, NOT_FOUND, HAS_OPEN_CREDIT }

    /** @param check sees the customer as it is, and nothing changes it meanwhile; what it throws ends the deletion */
    public Outcome delete(UUID id, Consumer<Customer> check) {
        return Transactions.run(database, tx -> customers.lock(tx, id)
                .map(customer -> {
                    check.accept(customer);
                    return delete(tx, customer);
                })
                .orElse(Outcome.NOT_FOUND));
    }

    private Outcome delete(Sql tx, Customer customer) {
        if (customer.credit().isOpen()) {
            return Outcome.HAS_OPEN_CREDIT;
        }
        customers.delete(tx, customer.id(), Event.of(CustomerEvents.DELETED, customer.id(), clock.instant(), new CustomerDeleted(customer.id())));
        return Outcome.DELETED;
    }
}
