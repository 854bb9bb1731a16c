package dev.martlet.platform.core.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Logs the failures of one worker: the first, then one a minute and each that differs by more than numbers; and once that the worker goes on. Used by one
 * thread.
 */
final class FailureLog {
    private static final Logger LOG = System.getLogger(Worker.class.getName());
    private static final Duration REPEAT_AFTER = Duration.ofMinutes(1);

    private final String name;
    private String logged = "";
    private long loggedAt;
    private boolean failing;
    private int failures;

    FailureLog(String name) {
        this.name = name;
    }

    void failed(Throwable failure) {
        failures++;
        String text = failure.toString().replaceAll("\\d+", "#");
        if (!text.equals(logged) || System.nanoTime() - loggedAt > REPEAT_AFTER.toNanos()) {
            logged = text;
            loggedAt = System.nanoTime();
            failing = true;
            LOG.log(Level.WARNING, () -> name + " failed and will be tried again: " + failure);
        }
        LOG.log(Level.DEBUG, name, failure);
    }

    void succeeded() {
        if (failing) {
            LOG.log(Level.INFO, name + " goes on after failing " + failures + (failures == 1 ? " time" : " times"));
        }
        failing = false;
        failures = 0;
    }
}
