package dev.martlet.platform.core.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Measures the process itself: {@code process_*} by the names that every Prometheus client gives them, {@code jvm_*} and {@code system_*} by Micrometer's,
 * and {@code martlet_build_info}.
 */
public final class ProcessMeters implements AutoCloseable {
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /** @param version of the program */
    public ProcessMeters(PrometheusMeterRegistry meters, String version, Collection<String> modules) {
        meters.config()
                // ProcessMetrics has these two, in seconds.
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(MeterFilter.denyNameStartsWith("process.start.time"))
                // Prometheus keeps the suffix _count for histograms.
                .meterFilter(new NewName("system.cpu.count", "system.cpus"));
        ProcessMetrics.builder().register(meters.getPrometheusRegistry());
        new UptimeMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        garbageCollection.bindTo(meters);
        Gauge.builder("martlet.build.info", () -> 1)
                .description("1, with the version of the program and the modules that this process runs")
                .tag("version", version)
                .tag("modules", modules.isEmpty() ? "none" : String.join(",", new TreeSet<>(modules)))
                .register(meters);
    }

    @Override
    public void close() {
        garbageCollection.close();
    }

    private record NewName(String old, String name) implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().equals(old) ? id.withName(name) : id;
        }
    }
}
