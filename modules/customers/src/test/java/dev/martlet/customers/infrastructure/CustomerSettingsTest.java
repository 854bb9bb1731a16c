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
    private final ConfigErrors errors = new ConfigErrors();

    @Test
    void theDefaultLimitIsZeroEuro() {
        assertThat(read(Map.of()).defaultLimit()).isEqualTo(Money.zero("EUR"));
        assertThat(errors.isEmpty()).isTrue();
    }

    @Test
    void anInvalidCurrencyIsAnErrorOfItsKey() {
        read(Map.of("modules.customers.credit.currency", "Euro"));

        assertThat(errors.lines()).containsExactly("modules.customers.credit.currency: must be an ISO 4217 code such as EUR");
    }

    private CustomerSettings read(Map<String, String> values) {
        return CustomerSettings.from(Settings.root(Config.just(ConfigSources.create(values)), errors).node("modules.customers"));
    }
}
