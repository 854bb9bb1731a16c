package dev.martlet.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.events.intake.RetryRules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventSettingsTest {
    @Test
    void withoutConfigurationEventsTravelDirectly() {
        assertThat(Birds.settings(Map.of())).isEqualTo(new EventSettings(
                EventSettings.Transport.DIRECT,
                new RetryRules(10, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                Duration.ofDays(1),
                2));
    }
}
