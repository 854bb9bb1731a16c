package dev.martlet.payments.api;

/** Answers {@link PaymentsApi#cancel}. */
public sealed interface CancelOutcome {
    /** Nothing was charged, and nothing will be. */
    record Cancelled() implements CancelOutcome {}

    /** What was charged has been given back. */
    record Refunded() implements CancelOutcome {}

    /** Whoever gives the money back has not answered. Ask again later. */
    record Unanswered() implements CancelOutcome {}
}
