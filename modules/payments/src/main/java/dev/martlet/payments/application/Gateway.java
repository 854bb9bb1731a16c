package dev.martlet.payments.application;

import dev.martlet.payments.api.ChargeOrder;
import java.util.UUID;

/**
 * Moves the money. A charge is keyed by its order: a repetition charges nothing more and returns the outcome of the first. Never called inside a
 * transaction, and never longer than its own timeout and the caller's {@link dev.martlet.platform.core.work.Deadline}.
 */
public interface Gateway {
    ChargeAnswer charge(ChargeOrder order);

    /**
     * Refunds what the order was charged, once, and refuses every later charge of it, even if it had not been charged: a charge that is still on its way
     * must not arrive after the refund that was to undo it.
     */
    RefundAnswer refund(UUID orderId);

    /** What became of a charge. */
    sealed interface ChargeAnswer {
        /** The money is taken. */
        record Charged() implements ChargeAnswer {}

        /** Nothing was taken and nothing will be. */
        record Declined() implements ChargeAnswer {}

        /** It may have happened. */
        record Unanswered() implements ChargeAnswer {}

        /** The gateway answers, but refuses the request itself: nothing was taken now; an earlier request may have. */
        record Invalid() implements ChargeAnswer {}
    }

    /** What became of a refund. */
    sealed interface RefundAnswer {
        /** What was taken is given back, now or by an earlier refund. */
        record Refunded() implements RefundAnswer {}

        /** Nothing of the order is held, and nothing will be taken. */
        record NothingToRefund() implements RefundAnswer {}

        /** It may have happened. */
        record Unanswered() implements RefundAnswer {}

        /** The gateway answers, but refuses the request itself: nothing was given back now; an earlier request may have. */
        record Invalid() implements RefundAnswer {}
    }
}
