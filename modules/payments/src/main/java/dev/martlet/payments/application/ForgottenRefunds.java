package dev.martlet.payments.application;

import dev.martlet.platform.core.work.Deadline;
import java.time.Clock;
import java.time.Duration;

/**
 * Finishes what nobody asks about any more: payments that were to be undone when the process died or the gateway did not answer. Whoever
 * cancelled asks again too; this is for money that came in after its order had ended, of which only payments knows.
 */
public final class ForgottenRefunds {
    private static final Duration UNTIL_FORGOTTEN = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int AT_ONCE = 20;

    private final Payments payments;
    private final Cancelling cancelling;
    private final Clock clock;

    public ForgottenRefunds(Payments payments, Cancelling cancelling, Clock clock) {
        this.payments = payments;
        this.cancelling = cancelling;
        this.clock = clock;
    }

    /** @return false: what is still unanswered waits for the next time */
    public boolean finishSome() {
        var now = clock.instant();
        for (var orderId : payments.forgotten(now.minus(UNTIL_FORGOTTEN), now, AT_ONCE)) {
            Deadline.within(LIMIT, () -> cancelling.cancel(orderId));
        }
        return false;
    }
}
