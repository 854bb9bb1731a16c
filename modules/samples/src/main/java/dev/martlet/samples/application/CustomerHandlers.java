package dev.martlet.samples.application;

import dev.martlet.customers.api.CustomerEvents.CustomerDeleted;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;

/** Handles the events of customers: the samples of a deleted customer are erased. */
public final class CustomerHandlers {
    private final StoredSamples stored;

    public CustomerHandlers(StoredSamples stored) {
        this.stored = stored;
    }

    public void deleted(Sql tx, Event<CustomerDeleted> event) {
        stored.in(tx).erase(event.payload().customerId());
    }
}
