package dev.martlet.platform.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.observe.LogSettings.Format;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogSettingsTest {
    private final ConfigErrors faults = new ConfigErrors();

    @Test
    void withoutAWordItIsTextFromInfoOn() {
        assertThat(read("")).isEqualTo(new LogSettings(Format.TEXT, LogLevel.INFO, Map.of()));
    }

    @Test
    void aFileSetsTheLevelOfAllAndOfSome() {
        var settings = read("""
                log:
                  format: json
                  level: warn
                  level.dev.martlet.orders: TRACE
                  level.audit: OFF
                """);
        assertThat(faults.lines()).isEmpty();
        assertThat(settings).isEqualTo(new LogSettings(Format.JSON, LogLevel.WARN, Map.of("dev.martlet.orders", LogLevel.TRACE, "audit", LogLevel.OFF)));
    }

    @Test
    void aLevelThatIsNoneIsAFaultThatNamesItsKey() {
        read("log: {level: LOUD, level.dev.martlet: '7', format: xml}");
        assertThat(faults.lines()).containsExactlyInAnyOrder(
                "log.level.dev.martlet: must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF",
                "log.level: must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF",
                "log.format: must be one of text, json");
    }

    private LogSettings read(String yaml) {
        Config config = Config.builder(ConfigSources.create(yaml, MediaTypes.APPLICATION_X_YAML))
                .disableEnvironmentVariablesSource().disableSystemPropertiesSource().build();
        return LogSettings.from(Settings.root(config, faults));
    }
}
