package dev.martlet.payments.api;

import java.util.UUID;

/** Answers {@link PaymentsApi#charge}. */
public sealed interface ChargeOutcome {
    /** The money is taken. */
    record Captured(UUID paymentId) implements ChargeOutcome {}

    /** The gateway has said no, for good. */
    record Declined(UUID paymentId) implements ChargeOutcome {}

    /** The customer's credit does not cover the amount; final. */
    record InsufficientCredit(UUID paymentId) implements ChargeOutcome {}

    /** The order's payment was cancelled: it will never be charged. */
    record Cancelled() implements ChargeOutcome {}

    /** Whoever moves the money has not answered: it may have happened. Ask again later. */
    record Unanswered(UUID paymentId) implements ChargeOutcome {}
}
