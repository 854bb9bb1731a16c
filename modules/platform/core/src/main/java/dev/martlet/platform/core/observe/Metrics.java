package dev.martlet.platform.core.observe;

import dev.martlet.platform.core.trace.Tracing;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;

/**
 * Makes the process's registry of metrics: every timer in it is a histogram with the same few buckets, so that quantiles can be added up over processes.
 * While traces are exported, buckets have exemplars.
 */
public final class Metrics {
    /** Upper bounds of the buckets: each timer costs as many series, and three more. */
    private static final double[] BUCKETS_NANOS =
            Arrays.stream(new long[] {1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000})
                    .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                    .toArray();

    private Metrics() {}

    public static PrometheusMeterRegistry registry() {
        var registry = Tracing.isOn()
                ? new PrometheusMeterRegistry(new RareExemplars(), new PrometheusRegistry(), Clock.SYSTEM, new ExemplarTraces())
                : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new Histograms());
        return registry;
    }

    /** A bucket takes an exemplar every few seconds, as often as it is scraped: the library's default, every 90 ms, costs 2 % of an order's CPU time. */
    private static final class RareExemplars implements PrometheusConfig {
        private static final String INTERVAL_MS = "5000";

        @Override
        public String get(String key) {
            return null; // the default of this key
        }

        @Override
        public Properties prometheusProperties() {
            var properties = new Properties();
            properties.setProperty("io.prometheus.exemplars.sample_interval_milliseconds", INTERVAL_MS);
            return properties;
        }
    }

    private static final class Histograms implements MeterFilter {
        private final DistributionStatisticConfig buckets = DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS_NANOS).build();

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return id.getType() == Meter.Type.TIMER ? buckets.merge(config) : config;
        }
    }
}
