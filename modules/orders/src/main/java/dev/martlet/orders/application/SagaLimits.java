package dev.martlet.orders.application;

import java.time.Duration;

/**
 * How long the saga may take.
 *
 * @param attempt the longest time of one attempt, and so the longest time that a request waits
 * @param expiry the age at which a pending order is rejected
 */
public record SagaLimits(Duration attempt, Duration expiry) {
    /** After the attempt's deadline, its process may still be storing the last status. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long an order belongs to the process that began an attempt. */
    public Duration lease() {
        return attempt.plus(GRACE);
    }
}
