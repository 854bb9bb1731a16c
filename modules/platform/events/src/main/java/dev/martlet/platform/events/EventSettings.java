package dev.martlet.platform.events;

import dev.martlet.platform.core.settings.Settings;
import java.time.Duration;

/**
 * How events travel and are handled: the node {@code events}.
 *
 * @param transport {@code events.transport}: {@code direct} (default) or {@code kafka}
 * @param retry {@code events.retry.attempts} (1 to 100, default 10), {@code events.retry.first} (10 ms to 1 min, default 1 s) and
 *     {@code events.retry.longest} (10 ms to 1 d, default 5 min)
 * @param keep {@code events.keep}: how long events stay after they were delivered and handled, 1 min to 365 d, default 1 d
 * @param workers {@code events.workers}: how many handle events at once in each module, 1 to 16, default 2
 */
public record EventSettings(Transport transport, RetryRules retry, Duration keep, int workers) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    /** What carries events from a publisher to its subscribers. */
    public enum Transport { DIRECT, KAFKA }

    /** @param root the whole configuration */
    public static EventSettings from(Settings root) {
        Settings node = root.node("events");
        return new EventSettings(
                node.choice("transport", Transport.DIRECT),
                retry(node.node("retry")),
                node.duration("keep", DAY, Duration.ofMinutes(1), DAY.multipliedBy(365)),
                node.number("workers", 2, 1, 16));
    }

    private static RetryRules retry(Settings node) {
        return new RetryRules(
                node.number("attempts", 10, 1, 100),
                node.duration("first", Duration.ofSeconds(1), SHORTEST_PAUSE, Duration.ofMinutes(1)),
                node.duration("longest", Duration.ofMinutes(5), SHORTEST_PAUSE, DAY));
    }
}
