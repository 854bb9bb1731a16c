package dev.martlet.payments.infrastructure;

import dev.martlet.platform.calls.GuardSettings;
import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The node {@code modules.payments.gateway}.
 *
 * <p>The protocol of a gateway of type {@code http}. Both requests may be repeated with the same body; a repetition must have no further effect and return
 * the current outcome.
 * <ul>
 * <li>{@code POST {url}/charges} with {@code {"orderId","amount","currency","token"}} (amount in minor units) and the order's id as {@code
 *     Idempotency-Key}: 200 or 201 with {@code {"status":"captured"}}, or 402 if it is declined.
 * <li>{@code POST {url}/refunds} with {@code {"orderId"}}: 200 or 201 with {@code {"status":"refunded"}}, or {@code {"status":"nothing"}} if
 *     the order holds no money; either way every later charge of the order must be answered 402.
 * </ul>
 * Anything else, and silence, count as no answer: Martlet repeats the request later.
 *
 * @param type {@code type}: {@code sandbox} (default) or {@code http}
 * @param url {@code url}: where the HTTP gateway is; required for it
 * @param token {@code token}: or the content of {@code token.file}: sent to the HTTP gateway as a bearer token; none by default
 * @param timeout {@code timeout}: the longest wait for one answer, 10ms to 30s, default 1500ms: shorter than
 *     {@code guards.payments.timeout}, so that orders learns that the gateway did not answer before it gives up on payments
 * @param concurrent {@code max.concurrent}: requests to the HTTP gateway at one time, 1 to 1000, default 50; more are rejected
 * @param breakerCalls {@code breaker.calls}: the circuit breaker opens when half of this many latest requests got no answer; 2 to 1000, default 20
 * @param breakerOpenWait {@code breaker.open.wait}: how long it stays open, 100ms to 5m, default 5s
 */
public record GatewaySettings(
        Type type, Optional<URI> url, Optional<Secret> token, Duration timeout, int concurrent, int breakerCalls, Duration breakerOpenWait) {

    /** The kinds of gateway. */
    public enum Type { SANDBOX, HTTP }

    public static GatewaySettings from(Settings settings) {
        var type = settings.choice("type", Type.SANDBOX);
        if (type == Type.HTTP && !settings.isSet("url")) {
            settings.fault("url", "is required when " + settings.key("type") + " is http");
        }
        return new GatewaySettings(
                type,
                settings.url("url"),
                settings.secret("token", "must be of printable ASCII characters, because it travels in a header", GatewaySettings::isHeaderValue),
                settings.duration("timeout", Duration.ofMillis(1500), Duration.ofMillis(10), Duration.ofSeconds(30)),
                settings.number("max.concurrent", 50, 1, 1000),
                settings.number("breaker.calls", 20, 2, 1000),
                settings.duration("breaker.open.wait", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMinutes(5)));
    }

    private static boolean isHeaderValue(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    /** The guard of the HTTP gateway. It never repeats a call: the use cases do, with the same key. */
    public GuardSettings guard() {
        return new GuardSettings(
                timeout, concurrent, Duration.ZERO, breakerCalls, breakerCalls, 50, breakerOpenWait, Math.min(5, breakerCalls), 1, Duration.ofMillis(1));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "GatewaySettings[type=" + type + ", url=" + url + "]";
    }
}
