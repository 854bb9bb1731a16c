package dev.martlet.orders.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When this process looks for unfinished orders next: when one that it knows of is due, and at intervals for those of other processes. It saves a query each
 * second. Whether an order is due is decided by the database alone.
 */
public final class RecoverySchedule {
    /** Shorter than a lease, so that the orders of a dead process are known before their lease ends and are taken right then. */
    private static final Duration INTERVAL = Duration.ofSeconds(4);

    private final Clock clock;
    private Instant next = Instant.MIN;

    public RecoverySchedule(Clock clock) {
        this.clock = clock;
    }

    /** Makes it due in this time, unless it is due earlier. */
    synchronized void scheduleIn(Duration time) {
        var at = clock.instant().plus(time);
        next = at.isBefore(next) ? at : next;
    }

    /** Whether it is due; if so, the next interval begins. */
    synchronized boolean isDue() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(INTERVAL);
        return true;
    }
}
