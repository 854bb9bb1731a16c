package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.SagaLimits;
import dev.martlet.platform.core.settings.Settings;
import java.time.Duration;

/**
 * The node {@code modules.orders}.
 *
 * @param deadline {@code deadline}: how long a request processes an order before it is answered 202 and the order is finished in the background, 100ms to 8s,
 *     default 5s
 * @param expiry {@code expiry}: the age at which a pending order is rejected, 1s to 30d, default 1h
 * @param streamLifetime {@code stream.lifetime}: the longest time that a stream of status changes is kept open, 1s to 1h, default 10m
 */
public record OrderSettings(Duration deadline, Duration expiry, Duration streamLifetime) {
    public static OrderSettings from(Settings settings) {
        return new OrderSettings(
                settings.duration("deadline", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(8)),
                settings.duration("expiry", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(30)),
                settings.duration("stream.lifetime", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    public SagaLimits limits() {
        return new SagaLimits(deadline, expiry);
    }
}
