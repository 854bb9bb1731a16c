package dev.martlet.products.api;

import dev.martlet.platform.runtime.invariants.LedgerType;

/** What products must know of orders to compare its reservations with them, by the order's id. */
public final class StockLedgers {
    /**
     * What the order has taken: {@code <product> x <quantity> at <amount> <currency>}, in the order of the products' ids, separated by a comma and a space; or
     * nothing.
     */
    public static final LedgerType<String> TAKEN = new LedgerType<>("products.taken");

    private StockLedgers() {}
}
