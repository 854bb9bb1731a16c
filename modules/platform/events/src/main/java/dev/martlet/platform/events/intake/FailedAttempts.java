package dev.martlet.platform.events.intake;

import dev.martlet.platform.events.transport.RawEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Decides what follows a failed attempt of a module to handle an event, and logs it. */
record FailedAttempts(String module, RetryRules rules) {
    private static final Logger LOG = System.getLogger(FailedAttempts.class.getName());

    /** The time until the next attempt; empty if the event is dead. */
    Optional<Duration> delayAfter(int attempts) {
        return rules.allowAfter(attempts) ? Optional.of(rules.delayAfter(attempts)) : Optional.empty();
    }

    void log(RawEvent event, int attempts, Throwable failure) {
        String what = rules.allowAfter(attempts) ? "will be tried again" : "is dead";
        LOG.log(Level.WARNING, () -> "%s: %s %s of %s failed %d times and %s: %s".formatted(
                module, event.type(), event.id(), event.key(), attempts, what, failure));
        LOG.log(Level.DEBUG, module, failure);
    }
}
