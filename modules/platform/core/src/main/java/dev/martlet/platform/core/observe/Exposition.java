package dev.martlet.platform.core.observe;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a scraper of metrics is answered: OpenMetrics if it asks for that first, as Prometheus does, otherwise the Prometheus text format.
 *
 * @param contentType with the version of the format
 */
public record Exposition(String contentType, byte[] body) {
    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    /** Prometheus text exposition format, version 0.0.4. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    public static final List<String> MEDIA_TYPES = List.of("text/plain", "application/openmetrics-text");

    /** @param accept the request's header Accept; empty if it has none */
    public static Exposition of(PrometheusMeterRegistry meters, String accept) {
        String type = accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        return new Exposition(type, meters.scrape(type).getBytes(StandardCharsets.UTF_8));
    }
}
