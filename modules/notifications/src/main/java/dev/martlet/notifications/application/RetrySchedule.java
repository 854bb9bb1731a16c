package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The delay before a mail is sent again: exponential backoff from 1 s to 45 s in the first 10 minutes, so that a server fault that has ended delays mail by
 * less than a minute; then an eighth of the time since the first failure, up to 30 minutes. Jitter shortens each delay by up to a fifth.
 *
 * @param random from 0 to 1
 */
public record RetrySchedule(DoubleSupplier random) {
    private static final Duration INITIAL_DELAY = Duration.ofSeconds(1);
    private static final Duration EARLY = Duration.ofMinutes(10);
    private static final Duration MAX_EARLY_DELAY = Duration.ofSeconds(45);
    private static final Duration MAX_DELAY = Duration.ofMinutes(30);
    private static final int MAX_DOUBLINGS = 6;

    /** @param mail as it was before the attempt that has just failed */
    public Duration delayAfter(Mail mail) {
        return withJitter(mail.failingFor().compareTo(EARLY) < 0 ? early(mail.failures()) : late(mail.failingFor()));
    }

    private static Duration early(int failures) {
        return min(INITIAL_DELAY.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS)), MAX_EARLY_DELAY);
    }

    private static Duration late(Duration failingFor) {
        return min(failingFor.dividedBy(8), MAX_DELAY);
    }

    private Duration withJitter(Duration delay) {
        return Duration.ofMillis(Math.round(delay.toMillis() * (1 - random.getAsDouble() / 5)));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
