package dev.martlet.platform.core.work;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off: each delay is twice the one before.
 *
 * @param first the delay after the first failure, at least 1 ms
 * @param longest no delay is longer
 * @param jitter from 0 to 1: the share of a delay that is random, so that work that failed together is not repeated together; it only shortens a delay
 */
public record Backoff(Duration first, Duration longest, double jitter) {
    /** The delay before the next attempt. @param failures in a row; fewer than 1 count as 1 */
    public Duration after(int failures) {
        double full = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, Math.max(0, failures - 1.0)));
        return Duration.ofMillis(Math.round(full * (1 - jitter * ThreadLocalRandom.current().nextDouble())));
    }
}
