package dev.martlet.platform.http.limits;

import dev.martlet.platform.core.settings.Settings;
import dev.martlet.platform.http.limits.RateLimit.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * How many requests each caller may send to the public port of this process; the node is {@code limits}.
 *
 * @param requests {@code limits.requests.rate} (requests per second of a token's subject, or of an address without a token, 1 to 1000000; default: no
 *     limit) and {@code limits.requests.burst} (so many at once after a pause, 1 to 1000000, default: the rate)
 * @param guests {@code limits.guests.rate} (changes per minute of one address without a token, where tokens are used, 1 to 1000000, default 10) and
 *     {@code limits.guests.burst} (so many at once, 1 to 1000000, default 30)
 * @param proxies {@code server.proxies.trusted}: whose {@code X-Forwarded-For} is believed; default none
 */
public record RateLimitSettings(Optional<Rate> requests, Rate guests, TrustedProxies proxies) {
    private static final int MOST = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The defaults. */
    public static final RateLimitSettings DEFAULT =
            new RateLimitSettings(Optional.empty(), new Rate(10, MINUTE, 30), TrustedProxies.NONE);

    /** @param root the whole configuration */
    public static RateLimitSettings from(Settings root) {
        Settings node = root.node("limits");
        return new RateLimitSettings(
                requests(node),
                new Rate(
                        node.number("guests.rate", DEFAULT.guests.requests(), 1, MOST), MINUTE,
                        node.number("guests.burst", DEFAULT.guests.burst(), 1, MOST)),
                TrustedProxies.from(root.node("server")));
    }

    private static Optional<Rate> requests(Settings node) {
        int rate = node.number("requests.rate", 1, 1, MOST);
        int burst = node.number("requests.burst", rate, 1, MOST);
        if (node.isSet("requests.burst") && !node.isSet("requests.rate")) {
            node.fault("requests.rate", "must be set together with " + node.key("requests.burst"));
        }
        return node.isSet("requests.rate") ? Optional.of(new Rate(rate, SECOND, burst)) : Optional.empty();
    }
}
