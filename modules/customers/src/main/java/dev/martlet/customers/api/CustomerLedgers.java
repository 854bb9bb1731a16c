package dev.martlet.customers.api;

import dev.martlet.platform.runtime.invariants.LedgerType;
import java.util.UUID;

/** What customers must know of payments, and others of customers, to compare their records. */
public final class CustomerLedgers {
    /** The credit that an order must hold, by the order's id, such as {@code 1999 EUR of <customer>}; or nothing. */
    public static final LedgerType<String> CREDIT = new LedgerType<>("customers.credit");
    /** The customers that there are, by their ids. */
    public static final LedgerType<UUID> REGISTERED = new LedgerType<>("customers.registered");

    private CustomerLedgers() {}
}
