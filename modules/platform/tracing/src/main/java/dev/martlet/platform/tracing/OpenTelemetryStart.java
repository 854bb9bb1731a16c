package dev.martlet.platform.tracing;

import dev.martlet.platform.core.trace.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Builds OpenTelemetry's SDK from its own configuration. The only class that the program uses of this room, and only if traces are exported. */
public final class OpenTelemetryStart {
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");
    private static final AttributeKey<List<String>> MODULES = AttributeKey.stringArrayKey("martlet.modules");
    private static final String NO_NAME = "unknown_service";
    /** Metrics are scraped, logs are written: nothing but traces is exported unless it is asked for. The protocol is the specification's default. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.protocol", "http/protobuf");

    private OpenTelemetryStart() {}

    /**
     * @param version of the program
     * @param modules that this process runs
     * @throws IllegalArgumentException whose message has a line for each fault of the configuration: the key, a colon, and what is wrong
     */
    public static Tracer start(TraceSettings settings, String version, Collection<String> modules) {
        try {
            return new OpenTelemetryTracer(build(settings, Set.of(), resource -> complete(resource, version, modules)), version);
        } catch (ConfigurationException failure) {
            throw new IllegalArgumentException(String.join("\n", new TraceFaults(settings).find(failure)), failure);
        }
    }

    /**
     * @param without keys whose values are not used
     * @throws ConfigurationException if a value cannot be used
     */
    static OpenTelemetrySdk build(TraceSettings settings, Set<String> without, UnaryOperator<Resource> resource) {
        var properties = new HashMap<>(DEFAULTS);
        properties.putAll(settings.properties());
        // The SDK reads the environment itself: null hides what is there.
        without.forEach(key -> properties.put(key, DEFAULTS.get(key)));
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesCustomizer(_ -> properties)
                .addResourceCustomizer((known, _) -> resource.apply(known))
                .setServiceClassLoader(OpenTelemetryStart.class.getClassLoader())
                .build()
                .getOpenTelemetrySdk();
    }

    /** What the operator says of the service counts more. */
    private static Resource complete(Resource known, String version, Collection<String> modules) {
        var own = Attributes.builder()
                .put(VERSION, version)
                .put(INSTANCE, UUID.randomUUID().toString())
                .put(MODULES, List.copyOf(new TreeSet<>(modules)));
        Resource resource = Resource.create(own.build()).merge(known);
        boolean isNamed = known.getAttribute(NAME) != null && !known.getAttribute(NAME).startsWith(NO_NAME);
        return isNamed ? resource : resource.merge(Resource.create(Attributes.of(NAME, "martlet")));
    }
}
