package dev.martlet.kernel.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventSettingsTest {
    @Test
    void withoutConfigurationEventsTravelDirectly() {
        assertThat(Birds.settings(Map.of())).isEqualTo(new EventSettings(
                EventSettings.Transport.DIRECT,
                Optional.empty(),
                new RetryRules(10, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                Duration.ofDays(1),
                2));
    }

    @Test
    void kafkaNeedsBrokers() {
        assertThatThrownBy(() -> Birds.settings(Map.of("events.transport", "kafka"))).hasMessageStartingWith("events.kafka.brokers: ");
        assertThat(Birds.settings(Map.of("events.transport", "kafka", "events.kafka.brokers", "one:9092")).kafkaBrokers()).contains("one:9092");
    }
}
