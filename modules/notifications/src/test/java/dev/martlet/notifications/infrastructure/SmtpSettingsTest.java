package dev.martlet.notifications.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.notifications.NotificationsModule;
import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmtpSettingsTest {
    private final ConfigErrors faults = new ConfigErrors();

    @Test
    void withoutSettingsNothingIsSentAndNothingIsInvalid() {
        var settings = SmtpSettings.from(node(Map.of()).node("smtp"));

        assertThat(settings.host()).isEmpty();
        assertThat(settings.port()).isEqualTo(587);
        assertThat(settings.from()).isEqualTo("shop@localhost");
        assertThat(faults.lines()).isEmpty();
    }

    @Test
    void everyInvalidSettingIsReported() {
        new NotificationsModule().check(node(Map.of(
                "modules.notifications.smtp.port", "0",
                "modules.notifications.smtp.username", "shop",
                "modules.notifications.smtp.from", "the shop",
                "modules.notifications.smtp.starttls", "never",
                "modules.notifications.smtp.connections", "0",
                "modules.notifications.smtp.timeout.connect", "1h",
                "modules.notifications.smtp.timeout.command", "1h",
                "modules.notifications.smtp.timeout.write", "1h",
                "modules.notifications.smtp.timeout.accept", "2h",
                "modules.notifications.smtp.max.age", "1s")));

        assertThat(faults.lines()).hasSize(10).allMatch(line -> line.startsWith("modules.notifications.smtp."))
                .contains("modules.notifications.smtp.password: must be set together with modules.notifications.smtp.username");
    }

    /** RFC 5321, section 4.5.3.2. */
    @Test
    void theDefaultTimeoutsAreThoseOfTheStandard() {
        var settings = SmtpSettings.from(node(Map.of()).node("smtp"));

        assertThat(settings.commandTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.writeTimeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.acceptTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void onlyTheDomainOfTheSenderMayBeOutsideAscii() {
        assertThat(SmtpSettings.from(node(Map.of("modules.notifications.smtp.from", "shop@müller.example")).node("smtp")).from())
                .isEqualTo("shop@xn--mller-kva.example");
        assertThat(faults.lines()).isEmpty();

        SmtpSettings.from(node(Map.of("modules.notifications.smtp.from", "lädle@example.org")).node("smtp"));
        assertThat(faults.lines()).hasSize(1);
    }

    @Test
    void aPasswordIsNotPrinted() {
        var settings = SmtpSettings.from(
                node(Map.of("modules.notifications.smtp.username", "shop", "modules.notifications.smtp.password", "hush")).node("smtp"));

        assertThat(settings.starttls()).isEqualTo(SmtpSettings.Starttls.REQUIRED);
        assertThat(settings.password().map(Secret::value)).contains("hush");
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void aLoginIsNeverSentWithoutTls() {
        SmtpSettings.from(node(Map.of("modules.notifications.smtp.username", "shop", "modules.notifications.smtp.password", "hush",
                "modules.notifications.smtp.starttls", "offered")).node("smtp"));

        assertThat(faults.lines()).containsExactly(
                "modules.notifications.smtp.starttls: must be required, because modules.notifications.smtp.username is set");
    }

    private Settings node(Map<String, String> values) {
        return Settings.root(Config.just(ConfigSources.create(values)), faults).node("modules.notifications");
    }
}
