package dev.martlet.notifications.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What this process knows of the mail server, so that one that is away or refuses everything is probed with one mail at a time instead of with all that are
 * due. While it cannot be reached the pauses between attempts grow from 1 s to 30 s, and after 10 minutes to 2 minutes; while it denies one mail after another
 * there is one attempt a second. Thread-safe. The log tells of the first fault, of one a minute, and of the end.
 */
public final class ServerHealth {
    private static final Logger LOG = System.getLogger(ServerHealth.class.getName());
    private static final int DENIALS = 5;
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration LONGEST_AT_FIRST = Duration.ofSeconds(30);
    private static final Duration AT_FIRST = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private int denials;
    private int failures;
    private long failingSince;
    private long pausedAt;
    private Duration pause = Duration.ZERO;
    private long loggedAt;
    private boolean logged;

    /** @param nanoTime as {@link System#nanoTime()} */
    public ServerHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @return how many mails may be begun now, if {@code usual} is the number for a server in good health and {@code begun} have begun lately */
    public synchronized int allows(int usual, int begun) {
        if (isPaused()) {
            return 0;
        }
        return isDoubtful() ? Math.max(0, 1 - begun) : usual;
    }

    /** The server has answered for a recipient or a mail: it works. */
    public synchronized void works() {
        if (logged) {
            LOG.log(Level.INFO, "The mail server accepts mail again");
        }
        denials = 0;
        failures = 0;
        pause = Duration.ZERO;
        logged = false;
    }

    /** It refused a mail by its own fault. */
    public synchronized void denied(String reason) {
        failures = 0;
        denials++;
        log("The mail server denies mail, by its own fault or by its settings for this sender: " + reason);
        if (isDoubtful()) {
            pause(PROBE);
        }
    }

    /** There is no session with it. Connections that fail while it is paused began before the pause and do not lengthen it. */
    public synchronized void unreachable(String reason) {
        log("The mail server cannot be reached: " + reason);
        if (isPaused()) {
            return;
        }
        if (failures == 0) {
            failingSince = nanoTime.getAsLong();
        }
        var longest = nanoTime.getAsLong() - failingSince < AT_FIRST.toNanos() ? LONGEST_AT_FIRST : LONGEST;
        var next = PROBE.multipliedBy(1L << Math.min(failures++, 7));
        pause(next.compareTo(longest) < 0 ? next : longest);
    }

    private boolean isDoubtful() {
        return failures > 0 || denials >= DENIALS;
    }

    private boolean isPaused() {
        return nanoTime.getAsLong() - pausedAt < pause.toNanos();
    }

    private void pause(Duration time) {
        pausedAt = nanoTime.getAsLong();
        pause = time;
    }

    private void log(String line) {
        if (!logged || nanoTime.getAsLong() - loggedAt >= LOG_EVERY.toNanos()) {
            logged = true;
            loggedAt = nanoTime.getAsLong();
            LOG.log(Level.WARNING, line);
        }
    }
}
