package dev.martlet.payments.application;

import dev.martlet.platform.core.work.Deadline;
import java.time.Clock;
import java.time.Duration;

/**
 * Finishes refunds that were left open because the process died or the gateway did not answer. Orders repeats a cancellation, too; this covers money that
 * arrived after its order had ended, which only payments knows of.
 */
public final class RecoverRefunds {
    private static final Duration MINIMUM_AGE = Duration.ofMinutes(1);
    private static final Duration REFUND_TIMEOUT = Duration.ofSeconds(30);
    private static final int BATCH = 20;

    private final Payments payments;
    private final UndoPayment undo;
    private final Clock clock;

    public RecoverRefunds(Payments payments, UndoPayment undo, Clock clock) {
        this.payments = payments;
        this.undo = undo;
        this.clock = clock;
    }

    /** @return false: a refund that the gateway still does not answer waits for the next run */
    public boolean recover() {
        var now = clock.instant();
        for (var orderId : payments.claimOpenRefunds(now.minus(MINIMUM_AGE), now, BATCH)) {
            Deadline.within(REFUND_TIMEOUT, () -> undo.undo(orderId));
        }
        return false;
    }
}
