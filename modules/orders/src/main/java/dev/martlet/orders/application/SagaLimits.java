package dev.martlet.orders.application;

import java.time.Duration;

/**
 * How long the saga may take.
 *
 * @param attempt the longest that one attempt works on an order, and so the longest that a request waits
 * @param expiry how old an order may get before it is rejected instead of confirmed
 */
public record SagaLimits(Duration attempt, Duration expiry) {
    /** So that nobody takes an order on while the one who is at it may still be putting down its last status. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long an order belongs to who has begun to work on it. */
    public Duration lease() {
        return attempt.plus(GRACE);
    }
}
