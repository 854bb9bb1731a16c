package dev.martlet.payments.api;

import dev.martlet.platform.runtime.invariants.LedgerType;

/** What payments must know of orders to compare its payments with them, by the order's id. */
public final class PaymentLedgers {
    /** The status that the order's payment must have: {@code CAPTURED}, or nothing. */
    public static final LedgerType<String> STATUS = new LedgerType<>("payments.status");
    /** What must have been taken for the order, such as {@code 1999 EUR from <customer>}, or nothing. */
    public static final LedgerType<String> MONEY = new LedgerType<>("payments.money");

    private PaymentLedgers() {}
}
