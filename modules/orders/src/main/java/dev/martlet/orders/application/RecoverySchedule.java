package dev.martlet.orders.application;

import java.time.Duration;
import java.time.Instant;

/**
 * When to look for unfinished orders next: when one that is known of is due, and now and then for those that other processes have left
 * meanwhile. It keeps the database from being asked every second for nothing.
 */
public final class RecoverySchedule {
    /** Shorter than a lease: the orders of a process that died are known of before they may be taken on, so that they wait for that and no longer. */
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(4);

    private Instant next = Instant.MIN;

    synchronized void setAt(Instant time) {
        next = time.isBefore(next) ? time : next;
    }

    /** Whether it is time; if so, it rings again later. */
    synchronized boolean rings(Instant now) {
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(NOW_AND_THEN);
        return true;
    }
}
