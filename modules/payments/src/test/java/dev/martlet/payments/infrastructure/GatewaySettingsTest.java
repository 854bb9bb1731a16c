package dev.martlet.payments.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.payments.PaymentsModule;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {
    private final ConfigErrors faults = new ConfigErrors();

    @Test
    void withoutSettingsTheSandboxIsUsed() {
        var settings = GatewaySettings.from(node(Map.of()).node("gateway"));

        assertThat(settings.type()).isEqualTo(GatewaySettings.Type.SANDBOX);
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(faults.lines()).isEmpty();
    }

    @Test
    void anHttpGatewayNeedsAnUrl() {
        new PaymentsModule().check(node(Map.of("modules.payments.gateway.type", "http")));

        assertThat(faults.lines()).containsExactly("modules.payments.gateway.url: is required when modules.payments.gateway.type is http");
    }

    @Test
    void everyFaultIsReported() {
        new PaymentsModule().check(node(Map.of(
                "modules.payments.gateway.type", "paypal",
                "modules.payments.gateway.url", "nowhere",
                "modules.payments.gateway.timeout", "2 minutes",
                "modules.payments.gateway.max.concurrent", "0",
                "modules.payments.gateway.breaker.calls", "many",
                "modules.payments.gateway.breaker.open.wait", "1d")));

        assertThat(faults.lines()).hasSize(6).allMatch(line -> line.startsWith("modules.payments.gateway."));
    }

    private Settings node(Map<String, String> values) {
        return Settings.root(Config.just(ConfigSources.create(values)), faults).node("modules.payments");
    }
}
