package dev.martlet.platform.events.intake;

import dev.martlet.platform.core.work.Backoff;
import java.time.Duration;

/**
 * How often, and after which delays, a failing event is tried again.
 *
 * @param attempts after so many it is parked as dead
 * @param first the delay after the first failure; each further one is twice as long
 * @param longest no delay is longer
 */
public record RetryRules(int attempts, Duration first, Duration longest) {
    boolean allowAfter(int failures) {
        return failures < attempts;
    }

    /** Up to a fifth shorter by chance, so that what failed together does not come back together. */
    Duration delayAfter(int failures) {
        return new Backoff(first, longest, 0.2).after(failures);
    }
}
