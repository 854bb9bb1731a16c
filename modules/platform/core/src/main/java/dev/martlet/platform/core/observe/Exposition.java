package dev.martlet.platform.core.observe;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;

/** The formats in which a scraper can have the metrics; the first is the default. */
public enum Exposition {
    /** Prometheus text exposition format, version 0.0.4. */
    TEXT("text/plain", "0.0.4"),
    /** Has exemplars; Prometheus prefers it. */
    OPEN_METRICS("application/openmetrics-text", "1.0.0");

    private final String mediaType;
    private final String version;

    Exposition(String mediaType, String version) {
        this.mediaType = mediaType;
        this.version = version;
    }

    public String mediaType() {
        return mediaType;
    }

    /** With the version of the format. */
    public String contentType() {
        return mediaType + "; version=" + version + "; charset=utf-8";
    }

    public byte[] of(PrometheusMeterRegistry meters) {
        return meters.scrape(contentType()).getBytes(StandardCharsets.UTF_8);
    }
}
