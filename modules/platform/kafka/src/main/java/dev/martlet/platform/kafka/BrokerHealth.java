package dev.martlet.platform.kafka;

import dev.martlet.platform.core.work.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Checks every few seconds whether the brokers answer, and logs changes. */
final class BrokerHealth {
    private static final Logger LOG = System.getLogger(BrokerHealth.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final int TIMEOUT_MS = 3000;

    private final KafkaSettings settings;
    private final Worker worker = new Worker("kafka brokers", INTERVAL, this::refresh);
    private volatile State state = State.UNKNOWN;

    private enum State { UNKNOWN, UP, DOWN }

    BrokerHealth(KafkaSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("martlet.kafka.up", () -> isUp() ? 1 : 0).description("1 if the Kafka brokers answer, 0 if not").register(meters);
    }

    Worker worker() {
        return worker;
    }

    boolean isUp() {
        return state == State.UP;
    }

    private boolean refresh() throws InterruptedException {
        Map<String, Object> timeouts = Map.of("default.api.timeout.ms", TIMEOUT_MS, "request.timeout.ms", TIMEOUT_MS);
        try (var admin = Admin.create(settings.with(timeouts))) {
            admin.describeCluster().nodes().get(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS);
            if (state != State.UP) {
                state = State.UP;
                LOG.log(Level.INFO, "Kafka brokers available ({0})", settings);
            }
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            if (state != State.DOWN) {
                state = State.DOWN;
                LOG.log(Level.WARNING, "Kafka brokers unavailable ({0}), events are delayed: {1}", settings, failure.getMessage());
            }
        }
        return false;
    }
}
