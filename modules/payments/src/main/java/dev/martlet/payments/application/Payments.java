package dev.martlet.payments.application;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The recorded payments, one per order. Each method is one transaction: what it returns is committed. */
public interface Payments {
    /** Records the payment as authorised; empty if the order has one already, or a mark that it was cancelled. */
    Optional<Payment> open(ChargeOrder order, Instant now);

    Optional<Payment> find(UUID orderId);

    /** Ends an authorised payment as captured or declined; empty if it is authorised no longer. */
    Optional<Payment> settle(UUID orderId, PaymentState end, Instant now);

    /** Records that the payment is to be undone, as far as there is anything to undo; leaves a mark if the order has no payment yet. */
    Payment undo(UUID orderId, Instant now);

    /** Records that a payment that had ended without money is to be undone, because the money was taken all the same. */
    void reopen(UUID orderId, Instant now);

    /** Ends a payment that is being undone; empty if it has ended already. A refund is recorded even if it came after the cancellation had ended. */
    Optional<Payment> finish(UUID orderId, PaymentState end, Instant now);

    /**
     * Claims orders whose payments are being undone and were last attempted before a time. The attempt counts from now on, so that two processes never
     * claim the same order.
     */
    List<UUID> claimOpenRefunds(Instant attemptedBefore, Instant now, int limit);
}
