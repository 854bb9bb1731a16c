package dev.martlet.orders.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderSettingsTest {
    private final ConfigErrors faults = new ConfigErrors();

    @Test
    void theDefaultDeadlineIsFiveSecondsAndTheDefaultExpiryOneHour() {
        assertThat(read(Map.of())).isEqualTo(new OrderSettings(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(10)));
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void everyErrorIsReported() {
        read(Map.of("deadline", "9s", "expiry", "soon", "stream.lifetime", "0s"));

        assertThat(faults.lines()).hasSize(3).anyMatch(line -> line.startsWith("deadline: must be a time"));
    }

    private OrderSettings read(Map<String, String> values) {
        return OrderSettings.from(Settings.root(Config.just(ConfigSources.create(values)), faults));
    }
}
