package dev.martlet.payments.api;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.runtime.invariants.LedgerType;
import java.util.Optional;
import java.util.UUID;

/** What payments must know of orders to compare its payments with them, by the order's id. */
public final class PaymentLedgers {
    /** The status that the order's payment must have: {@code CAPTURED}, with what the order shows instead if that is another; or nothing. */
    public static final LedgerType<String> STATUS = new LedgerType<>("payments.status");
    /** What must have been taken for the order, or nothing. */
    public static final LedgerType<Charge> MONEY = new LedgerType<>("payments.money");

    private PaymentLedgers() {}

    /** What a confirmed order was charged. @param paymentId which payments answered */
    public record Charge(Optional<UUID> paymentId, UUID customerId, Money amount, PaymentMethod method) {}
}
