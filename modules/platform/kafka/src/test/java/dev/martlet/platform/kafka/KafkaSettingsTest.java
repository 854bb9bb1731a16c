package dev.martlet.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaSettingsTest {
    private final ConfigErrors faults = new ConfigErrors();

    @Test
    void brokersAreRequiredForKafka() {
        KafkaSettings.from(root(Map.of()), true);
        assertThat(faults.lines()).singleElement().asString().startsWith("events.kafka.brokers: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "one:9092,two", "one:9092,", ":9092", "one:kafka"})
    void brokersHaveAHostAndAPort(String brokers) {
        KafkaSettings.from(root(Map.of("events.kafka.brokers", brokers)), true);
        assertThat(faults.lines()).containsExactly("events.kafka.brokers: must be host:port, comma-separated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one:9092", "one:9092, two.example.org:9093", "10.0.0.1:9092", "[::1]:9092"})
    void anAddressThatKafkaUnderstandsIsAccepted(String brokers) {
        KafkaSettings.from(root(Map.of("events.kafka.brokers", brokers)), true);
        assertThat(faults.lines()).isEmpty();
    }

    @Test
    void nothingIsRequiredWithoutKafka() {
        KafkaSettings.from(root(Map.of()), false);
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void clientPropertiesReachTheClientsAndNotTheLog() {
        var settings = KafkaSettings.from(root(Map.of(
                "events.kafka.brokers", "one:9092,two:9092",
                "events.kafka.properties", "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=secret\nacks=0")), true);
        assertThat(settings.with(Map.of("acks", "all"))).isEqualTo(Map.of(
                "bootstrap.servers", "one:9092,two:9092",
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", "secret",
                "acks", "all"));
        assertThat(settings.toString()).isEqualTo("one:9092,two:9092");
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void invalidSettingsAreReported() {
        KafkaSettings.from(root(Map.of("events.kafka.brokers", "one:9092", "events.kafka.partitions", "0", "events.kafka.properties", "a=\\u00zz")), true);
        assertThat(faults.lines()).map(line -> line.split(": ")[0]).isEqualTo(List.of("events.kafka.partitions", "events.kafka.properties"));
    }

    private Settings root(Map<String, String> keys) {
        return Settings.root(Config.builder(ConfigSources.create(keys)).disableEnvironmentVariablesSource().disableSystemPropertiesSource().build(), faults);
    }
}
