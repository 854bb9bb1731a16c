package dev.martlet.payments.api;

/** Answers {@link PaymentsApi#cancel}. */
public sealed interface CancelOutcome {
    /** Nothing was charged, and nothing will be. */
    record Cancelled() implements CancelOutcome {}

    /** What was charged has been given back. */
    record Refunded() implements CancelOutcome {}

    /** The gateway, or customers, did not answer. Repeat the call later. */
    record Unanswered() implements CancelOutcome {}
}
