package dev.martlet.platform.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.core.settings.ConfigErrors;
import dev.martlet.platform.core.settings.Settings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DatabaseSettingsTest {
    private final ConfigErrors faults = new ConfigErrors();

    @Test
    void nothingSetMeansEmbeddedPostgres() {
        DatabaseSettings settings = read(Map.of());

        assertThat(settings.url()).isEmpty();
        assertThat(settings.poolSize()).isEqualTo(10);
        assertThat(settings.migrate()).isEqualTo(Migrate.START);
        assertThat(settings.ownLogin()).isFalse();
    }

    @Test
    void aModuleInheritsWhatItDoesNotSetItself() {
        DatabaseSettings settings = read(Map.of("db.url", "jdbc:postgresql://one/martlet", "db.username", "martlet", "db.password", "secret",
                "db.pool.size", "5", "modules.birds.db.pool.size", "7", "modules.cats.db.url", "jdbc:postgresql://cats/cats"));

        assertThat(settings.url()).contains("jdbc:postgresql://one/martlet");
        assertThat(settings.username()).contains("martlet");
        assertThat(settings.poolSize()).isEqualTo(7);
    }

    @Test
    void aModuleWithAUsernameOfItsOwnLogsInAsItself() {
        DatabaseSettings settings = read(Map.of("db.url", "jdbc:postgresql://one/martlet", "modules.birds.db.username", "birds"));

        assertThat(settings.ownLogin()).isTrue();
        assertThat(settings.username()).contains("birds");
    }

    @Test
    void whatCannotBeUsedIsAFaultOfItsKey() {
        read(Map.of("db.url", "mysql://one", "db.pool.size", "0", "db.migrate", "perhaps", "modules.birds.db.pool.size", "many"));

        assertThat(faults.lines()).extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrder("db.url", "db.pool.size", "db.migrate", "modules.birds.db.pool.size");
    }

    /** The driver would say that no driver is suitable, as if the database were away. */
    @Test
    void aUrlThatTheDriverCannotReadIsAFault() {
        read(Map.of("db.url", "jdbc:postgresql://one:port/martlet"));

        assertThat(faults.lines()).singleElement().asString().startsWith("db.url: must be a JDBC URL");
    }

    @Test
    void thePasswordIsNeverShown() {
        DatabaseSettings settings = read(
                Map.of("db.url", "jdbc:postgresql://one/martlet?password=secret", "db.username", "martlet", "db.password", "secret"));

        assertThat(settings).hasToString("jdbc:postgresql://one/martlet as martlet");
    }

    private DatabaseSettings read(Map<String, String> values) {
        return DatabaseSettings.from(Settings.root(Config.just(ConfigSources.create(values)), faults), "birds");
    }
}
