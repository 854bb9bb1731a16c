package dev.martlet.platform.events;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after which pauses, a failing event is tried again.
 *
 * @param attempts after so many it is parked as dead
 * @param first the pause after the first failure; each further one is twice as long
 * @param longest no pause is longer
 */
public record RetryRules(int attempts, Duration first, Duration longest) {
    boolean allowAfter(int failures) {
        return failures < attempts;
    }

    /** Up to a fifth shorter by chance, so that what failed together does not come back together. */
    Duration pauseAfter(int failures) {
        double longestMs = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, failures - 1.0));
        return Duration.ofMillis(Math.round(longestMs * ThreadLocalRandom.current().nextDouble(0.8, 1)));
    }
}
