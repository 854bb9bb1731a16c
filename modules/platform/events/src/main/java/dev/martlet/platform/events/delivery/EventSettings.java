package dev.martlet.platform.events.delivery;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.events.intake.RetryRules;
import java.time.Duration;

/**
 * How events travel and are handled: the node {@code events}.
 *
 * @param transport {@code events.transport}: {@code direct} (default) or {@code kafka}
 * @param retry {@code events.retry.attempts} (1 to 100, default 10), {@code events.retry.initial.delay} (10 ms to 1 min, default 1 s) and
 *     {@code events.retry.max.delay} (10 ms to 1 d, default 5 min)
 * @param retention {@code events.retention}: how long events stay after they were delivered and handled, 1 min to 365 d, default 1 d
 * @param workers {@code events.workers}: how many try failed events again at once in each module, 1 to 16, default 2
 */
public record EventSettings(Transport transport, RetryRules retry, Duration retention, int workers) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MIN_DELAY = Duration.ofMillis(10);

    /** What carries events from a publisher to its subscribers. */
    public enum Transport { DIRECT, KAFKA }

    /** @param root the whole configuration */
    public static EventSettings from(Settings root) {
        Settings node = root.node("events");
        return new EventSettings(
                node.choice("transport", Transport.DIRECT),
                retry(node.node("retry")),
                node.duration("retention", DAY, Duration.ofMinutes(1), Duration.ofDays(365)),
                node.number("workers", 2, 1, 16));
    }

    private static RetryRules retry(Settings node) {
        return new RetryRules(
                node.number("attempts", 10, 1, 100),
                node.duration("initial.delay", Duration.ofSeconds(1), MIN_DELAY, Duration.ofMinutes(1)),
                node.duration("max.delay", Duration.ofMinutes(5), MIN_DELAY, DAY));
    }
}
