package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.Mail;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a mail waits after a failed attempt: exponential backoff from 1 s up to 45 s in the first 10 minutes, so that a fault of the server that is mended
 * costs less than a minute; then an eighth of the time since the first failure, up to 30 minutes. Jitter takes off up to a fifth.
 *
 * @param random from 0 to 1
 */
public record RetrySchedule(DoubleSupplier random) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST_AT_FIRST = Duration.ofSeconds(45);
    private static final Duration AT_FIRST = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST_DOUBLINGS = 6;

    /** @param mail as it was before the attempt that has failed now */
    public Duration after(Mail mail) {
        return withJitter(mail.failingFor().compareTo(AT_FIRST) < 0 ? early(mail.failures()) : late(mail.failingFor()));
    }

    private static Duration early(int failures) {
        return shorter(FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)), LONGEST_AT_FIRST);
    }

    private static Duration late(Duration failingFor) {
        return shorter(failingFor.dividedBy(8), LONGEST);
    }

    private Duration withJitter(Duration pause) {
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 - random.getAsDouble() / 5)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
