package dev.martlet.payments.api;

import java.util.UUID;

/** Answers {@link PaymentsApi#charge}. */
public sealed interface ChargeOutcome {
    /** The money is taken. */
    record Captured(UUID paymentId) implements ChargeOutcome {}

    /** The gateway declined the charge; final. */
    record Declined(UUID paymentId) implements ChargeOutcome {}

    /** The customer's credit does not cover the amount; final. */
    record InsufficientCredit(UUID paymentId) implements ChargeOutcome {}

    /** The order's payment was cancelled: it will never be charged. */
    record Cancelled() implements ChargeOutcome {}

    /** The gateway, or customers, did not answer: the money may have moved. Repeat the call later. */
    record Unanswered(UUID paymentId) implements ChargeOutcome {}
}
