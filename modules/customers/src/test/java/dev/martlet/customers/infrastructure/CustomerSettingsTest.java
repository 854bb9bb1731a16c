package dev.martlet.customers.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomerSettingsTest {
    private final ConfigErrors faults = new ConfigErrors();

    @Test
    void theDefaultLimitIsNoEuro() {
        assertThat(read(Map.of()).defaultLimit()).isEqualTo(Money.zero("EUR"));
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void whatIsNoCurrencyIsAFaultOfItsKey() {
        read(Map.of("modules.customers.credit.currency", "Euro"));

        assertThat(faults.lines()).containsExactly("modules.customers.credit.currency: must be an ISO 4217 code such as EUR");
    }

    private CustomerSettings read(Map<String, String> values) {
        return CustomerSettings.from(Settings.root(Config.just(ConfigSources.create(values)), faults).node("modules.customers"));
    }
}
