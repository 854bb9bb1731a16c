package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.kernel.settings.Faults;
import dev.martlet.kernel.settings.Settings;
import dev.martlet.notifications.NotificationsModule;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmtpSettingsTest {
    private final Faults faults = new Faults();

    @Test
    void withoutSettingsNothingIsSentAndNothingIsWrong() {
        var settings = SmtpSettings.from(node(Map.of()).node("smtp"));

        assertThat(settings.host()).isEmpty();
        assertThat(settings.port()).isEqualTo(587);
        assertThat(settings.from()).isEqualTo("shop@localhost");
        assertThat(faults.lines()).isEmpty();
    }

    @Test
    void everyFaultIsTold() {
        new NotificationsModule().check(node(Map.of(
                "modules.notifications.smtp.port", "0",
                "modules.notifications.smtp.username", "shop",
                "modules.notifications.smtp.from", "the shop",
                "modules.notifications.smtp.starttls", "never",
                "modules.notifications.smtp.timeout", "1h",
                "modules.notifications.smtp.expiry", "1s")));

        assertThat(faults.lines()).hasSize(6).allMatch(line -> line.startsWith("modules.notifications.smtp."))
                .contains("modules.notifications.smtp.password: must be set together with modules.notifications.smtp.username");
    }

    @Test
    void aPasswordIsNotPrinted() {
        var settings = SmtpSettings.from(
                node(Map.of("modules.notifications.smtp.username", "shop", "modules.notifications.smtp.password", "hush")).node("smtp"));

        assertThat(settings.password()).contains("hush");
        assertThat(settings.toString()).doesNotContain("hush");
    }

    private Settings node(Map<String, String> values) {
        return Settings.root(Config.just(ConfigSources.create(values)), faults).node("modules.notifications");
    }
}
