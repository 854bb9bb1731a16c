package dev.martlet.customers.application;

import java.util.Optional;
import java.util.UUID;

/** The customers that may place orders. */
@FunctionalInterface
public interface ActiveCustomers {
    /** Whether the customer may place orders. Empty if there is no such customer. */
    Optional<Boolean> isActive(UUID id);
}
