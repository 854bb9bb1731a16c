package dev.martlet.notifications.application;

import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.UUID;

/** The addresses and names of customers: a copy made from the events of the module customers. */
public interface Recipients {
    /** The same recipients, in a transaction. */
    Recipients in(Sql tx);

    /** Changes nothing if a newer event of the customer was applied; one that is newer than its deletion has registered it again. */
    void save(Event<?> event, UUID customerId, String email, String name);

    /** Erases address and name. A later {@link #save} by an older event changes nothing. */
    void erase(Event<?> event, UUID customerId);
}
