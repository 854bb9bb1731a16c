package dev.martlet.payments.application;

import dev.martlet.platform.core.work.Deadline;
import java.time.Clock;
import java.time.Duration;

/**
 * Finishes what nobody asks about any more: payments that were to be undone when the process died or the gateway did not answer. Whoever
 * cancelled asks again too; this is for money that came in after its order had ended, of which only payments knows.
 */
public final class RecoverRefunds {
    private static final Duration UNTIL_FORGOTTEN = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int AT_ONCE = 20;

    private final Payments payments;
    private final UndoPayment undo;
    private final Clock clock;

    public RecoverRefunds(Payments payments, UndoPayment undo, Clock clock) {
        this.payments = payments;
        this.undo = undo;
        this.clock = clock;
    }

    /** @return false: what is still unanswered waits for the next time */
    public boolean recover() {
        var now = clock.instant();
        for (var orderId : payments.forgotten(now.minus(UNTIL_FORGOTTEN), now, AT_ONCE)) {
            Deadline.within(LIMIT, () -> undo.undo(orderId));
        }
        return false;
    }
}
