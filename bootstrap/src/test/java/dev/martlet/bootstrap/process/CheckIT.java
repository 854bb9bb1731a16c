package dev.martlet.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Program;
import dev.martlet.bootstrap.support.Shop;
import dev.martlet.platform.sql.session.DatabaseSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code check} of the real program: how it ends, and what it says. */
class CheckIT {
    @TempDir
    private Path directory;

    @Test
    void whereThereIsNoDatabaseNoneIsCreated() {
        var end = Program.in(directory).arguments("check").run();

        assertThat(end.code()).isEqualTo(78);
        assertThat(end.errors()).singleElement().asString().contains("db.url: must be set").contains(".martlet");
        assertThat(end.out()).isEmpty();
        assertThat(end.time()).isLessThan(Duration.ofSeconds(15));
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("out", "err");
    }

    @Test
    void itNeedsNoAddressesOfModules() {
        try (var shop = Shop.open(Map.of())) {
            var end = Program.in(directory).on(shop.database()).property("modules.run", "orders").property("modules.orders.url", "nowhere")
                    .arguments("check").run();

            assertThat(end.errors()).isEmpty();
            assertThat(end.out()).isEmpty();
            assertThat(end.code()).isZero();
        }
    }

    @Test
    void aMissingTableIsNoFaultOfTheConfiguration() throws SQLException {
        try (var shop = Shop.open(Map.of())) {
            execute(shop.database(), "alter table payments.payments rename to lost");

            var end = Program.in(directory).on(shop.database()).arguments("check").run();

            assertThat(end.code()).isEqualTo(70);
            assertThat(end.errors()).singleElement().asString().contains("42P01").doesNotContain("relation").doesNotContain("select");
            assertThat(end.out()).isEmpty();
        }
    }

    private static void execute(DatabaseSettings database, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        database.url().orElseThrow(), database.username().orElseThrow(), database.password().orElseThrow());
                var sql = connection.createStatement()) {
            sql.execute("set role martlet_payments");
            sql.execute(statement);
        }
    }
}
