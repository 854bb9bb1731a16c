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

/** Whether the brokers answer: asked every few seconds, told in one line when it changes. */
final class BrokerHealth {
    private static final Logger LOG = System.getLogger(BrokerHealth.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int PATIENCE_MS = 3000;

    private final KafkaSettings settings;
    private final Worker worker = new Worker("kafka brokers", PAUSE, this::look);
    private volatile State state = State.UNKNOWN;

    private enum State { UNKNOWN, UP, DOWN }

    BrokerHealth(KafkaSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("martlet.kafka.up", () -> answer() ? 1 : 0).description("1 if the Kafka brokers answer, 0 if not").register(meters);
    }

    Worker worker() {
        return worker;
    }

    boolean answer() {
        return state == State.UP;
    }

    private boolean look() throws InterruptedException {
        Map<String, Object> impatient = Map.of("default.api.timeout.ms", PATIENCE_MS, "request.timeout.ms", PATIENCE_MS);
        try (var admin = Admin.create(settings.with(impatient))) {
            admin.describeCluster().nodes().get(2L * PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (state != State.UP) {
                state = State.UP;
                LOG.log(Level.INFO, "the Kafka brokers ({0}) answer", settings);
            }
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            if (state != State.DOWN) {
                state = State.DOWN;
                LOG.log(Level.WARNING, "the Kafka brokers ({0}) do not answer; events wait until they do: {1}", settings, failure.getMessage());
            }
        }
        return false;
    }
}
