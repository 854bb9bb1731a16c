package dev.martlet.platform.core.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;

/** Makes the process's registry of metrics: every timer in it is a histogram with the same few buckets, so that quantiles can be added up over processes. */
public final class Metrics {
    /** Upper bounds of the buckets: each timer costs as many series, and three more. */
    private static final double[] BUCKETS_NANOS =
            Arrays.stream(new long[] {1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000})
                    .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                    .toArray();

    private Metrics() {}

    public static PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new Histograms());
        return registry;
    }

    private static final class Histograms implements MeterFilter {
        private final DistributionStatisticConfig buckets = DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS_NANOS).build();

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return id.getType() == Meter.Type.TIMER ? buckets.merge(config) : config;
        }
    }
}
