package dev.martlet.notifications.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The health of the mail server as this process sees it. A server that is unreachable or denies mail is probed with one mail at a time instead of with all
 * due mails. While it is unreachable, the interval between probes grows from 1 s to 30 s, and after 10 minutes to 2 minutes; after several denials in a row
 * it is 1 s. The first fault, one a minute while it lasts, and the recovery are logged. Thread-safe.
 */
public final class ServerHealth {
    private static final Logger LOG = System.getLogger(ServerHealth.class.getName());
    private static final int DENIALS = 5;
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration EARLY = Duration.ofMinutes(10);
    private static final Duration MAX_EARLY_INTERVAL = Duration.ofSeconds(30);
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(2);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private int denials;
    private int failures;
    private long failingSince;
    private long blockedSince;
    private Duration blockedFor = Duration.ZERO;
    private long loggedAt;
    private boolean logged;

    /** @param nanoTime like {@link System#nanoTime()} */
    public ServerHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * The number of mails that may be started now.
     *
     * @param usual that number for a healthy server
     * @param started the number of mails that were started a short time ago
     */
    public synchronized int permits(int usual, int started) {
        if (isBlocked()) {
            return 0;
        }
        return isProbing() ? Math.max(0, 1 - started) : usual;
    }

    /** The server has answered for a recipient or a mail, so it is healthy. */
    public synchronized void healthy() {
        if (logged) {
            LOG.log(Level.INFO, "The mail server accepts mail again");
        }
        denials = 0;
        failures = 0;
        blockedFor = Duration.ZERO;
        logged = false;
    }

    /** The server has refused a mail because of a fault of its own. */
    public synchronized void denied(String reason) {
        failures = 0;
        denials++;
        log("The mail server denies mail because of a fault of its own or its settings for this sender: " + reason);
        if (isProbing()) {
            block(PROBE_INTERVAL);
        }
    }

    /** There is no session with the server. Connections that fail while it is blocked were started before and do not lengthen the interval. */
    public synchronized void unreachable(String reason) {
        log("The mail server is unreachable: " + reason);
        if (isBlocked()) {
            return;
        }
        if (failures == 0) {
            failingSince = nanoTime.getAsLong();
        }
        var max = nanoTime.getAsLong() - failingSince < EARLY.toNanos() ? MAX_EARLY_INTERVAL : MAX_INTERVAL;
        var next = PROBE_INTERVAL.multipliedBy(1L << Math.min(failures++, 7));
        block(next.compareTo(max) < 0 ? next : max);
    }

    private boolean isProbing() {
        return failures > 0 || denials >= DENIALS;
    }

    private boolean isBlocked() {
        return nanoTime.getAsLong() - blockedSince < blockedFor.toNanos();
    }

    private void block(Duration time) {
        blockedSince = nanoTime.getAsLong();
        blockedFor = time;
    }

    private void log(String line) {
        if (!logged || nanoTime.getAsLong() - loggedAt >= LOG_INTERVAL.toNanos()) {
            logged = true;
            loggedAt = nanoTime.getAsLong();
            LOG.log(Level.WARNING, line);
        }
    }
}
