package dev.martlet.platform.tracing;

import dev.martlet.platform.core.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * OpenTelemetry's own configuration, by its own names: {@code OTEL_*} as environment variables, {@code otel.*} as system properties or in a file. Traces
 * are exported if one of {@code otel.exporter.otlp.endpoint}, {@code otel.exporter.otlp.traces.endpoint} and {@code otel.traces.exporter} is set, unless
 * {@code otel.traces.exporter} is {@code none} or {@code otel.sdk.disabled} is true.
 *
 * @param export whether traces are exported
 * @param properties every key, in full
 */
public record TraceSettings(boolean export, Map<String, String> properties) {
    public static final TraceSettings OFF = new TraceSettings(false, Map.of());

    private static final String NODE = "otel";
    private static final String GRPC = "grpc";
    /** Is below a key that has a value itself, and so not among the leaves of the configuration. */
    private static final String ARGUMENT = "traces.sampler.arg";

    public TraceSettings {
        properties = Map.copyOf(properties);
    }

    /** @param root the whole configuration */
    public static TraceSettings from(Settings root) {
        Settings otel = root.node(NODE);
        var properties = new HashMap<String, String>();
        root.below(NODE).forEach((key, value) -> properties.put(NODE + "." + key, value));
        Optional<String> exporter = otel.optionalText("traces.exporter");
        boolean isNamed = exporter.isPresent() || otel.isSet("exporter.otlp.endpoint") || otel.isSet("exporter.otlp.traces.endpoint");
        boolean export = isNamed && !exporter.equals(Optional.of("none")) && !otel.flag("sdk.disabled", false);
        if (export) {
            refuseGrpc(otel, "exporter.otlp.protocol");
            refuseGrpc(otel, "exporter.otlp.traces.protocol");
            otel.optionalText(ARGUMENT).ifPresent(value -> properties.put(NODE + "." + ARGUMENT, value));
        }
        return new TraceSettings(export, properties);
    }

    private static void refuseGrpc(Settings otel, String key) {
        if (otel.text(key, "").equals(GRPC)) {
            otel.fault(key, "must be http/protobuf: grpc is not supported");
        }
    }
}
