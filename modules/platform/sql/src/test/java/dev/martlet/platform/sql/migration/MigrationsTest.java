package dev.martlet.platform.sql.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.core.settings.Secret;
import dev.martlet.platform.embedded.TemporaryPostgres;
import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Birds;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.sql.session.Migrate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
    @Test
    void whatIsMigratedIsRecognisedWithoutFlyway() {
        DatabaseSettings settings = Birds.settings(1);
        Migrations.apply(settings, "birds");

        Migrations.apply(with(settings, Migrate.NEVER), "birds");
    }

    @Test
    void theModulesWithNothingToMigrateAreFoundOverOneConnection() throws SQLException {
        DatabaseSettings settings = Birds.settings(1);
        assertThat(Migrations.upToDate(Map.of("birds", settings))).isEmpty();
        Migrations.apply(settings, "birds");
        var both = new LinkedHashMap<>(Map.of("broken", settings));
        both.put("birds", settings);

        assertThat(Migrations.upToDate(both)).containsExactly("birds");

        execute(settings, "update birds.flyway_schema_history set checksum = checksum + 1");
        assertThat(Migrations.upToDate(both)).isEmpty();
    }

    @Test
    void aSchemaOfAnotherOwnerIsNotUpToDate() throws SQLException {
        DatabaseSettings settings = Birds.settings(1);
        Migrations.apply(settings, "birds");
        asAdministrator(settings, "alter schema birds owner to postgres");

        assertThat(Migrations.upToDate(Map.of("birds", settings))).isEmpty();
    }

    @Test
    void everythingBelongsToTheModulesRole() {
        DatabaseSettings settings = Birds.settings(1);
        Migrations.apply(settings, "birds");

        try (var database = Database.open(settings, "birds", new SimpleMeterRegistry())) {
            assertThat(new AdHocSql(database.sql()).list("select distinct tableowner from pg_tables where schemaname = 'birds'", row -> row.text("tableowner")))
                    .containsExactly("martlet_birds");
        }
    }

    @Test
    void aSchemaThatIsBehindIsNotTouchedWhenItMayNotBe() {
        DatabaseSettings settings = with(Birds.settings(1), Migrate.NEVER);

        assertThatThrownBy(() -> Migrations.apply(settings, "birds")).isInstanceOf(SchemaOutdated.class)
                .hasMessageContaining("birds").hasMessageContaining("0.1");
    }

    @Test
    void aMigrationThatWasChangedAfterwardsIsRefused() throws SQLException {
        DatabaseSettings settings = Birds.settings(1);
        Migrations.apply(settings, "birds");
        execute(settings, "update birds.flyway_schema_history set checksum = checksum + 1");

        assertThatThrownBy(() -> Migrations.apply(settings, "birds")).hasMessageContaining("checksum");
        assertThatThrownBy(() -> Migrations.apply(with(settings, Migrate.NEVER), "birds")).isInstanceOf(SchemaOutdated.class);
    }

    @Test
    void aSchemaOfANewerProgramIsLeftAsItIs() throws SQLException {
        DatabaseSettings settings = Birds.settings(1);
        Migrations.apply(settings, "birds");
        execute(settings, """
                insert into birds.flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (100, '100', 'later', 'SQL', 'V100__later.sql', 1, 'login', 1, true)
                """);

        Migrations.apply(settings, "birds");
    }

    @Test
    void aMigrationThatFailsLeavesNothingBehindAndSaysWhere() {
        DatabaseSettings settings = Birds.settings(1);

        for (int start = 1; start <= 2; start++) {
            assertThatThrownBy(() -> Migrations.apply(settings, "broken")).isInstanceOf(SqlFailure.class)
                    .hasMessageContaining("V1__nests.sql").hasMessageContaining("nonsense");
        }

        try (var database = Database.open(settings, "broken", new SimpleMeterRegistry())) {
            assertThat(new AdHocSql(database.sql()).first("select to_regclass('nests') is null as gone", row -> row.flag("gone"))).contains(true);
        }
    }

    @Test
    void severalProcessesMayMigrateAtOnce() {
        var settings = Stream.generate(() -> Birds.settings(1)).limit(3).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = settings.stream().flatMap(one -> Stream.of("wrens", "wrens", "finches", "finches")
                    .map(module -> CompletableFuture.runAsync(() -> Migrations.apply(one, module), threads))).toList();
            all.forEach(CompletableFuture::join);
        }

        settings.forEach(one -> Migrations.apply(with(one, Migrate.NEVER), "wrens"));
    }

    @Test
    void aModuleMayHaveALoginOfItsOwn() throws SQLException {
        DatabaseSettings application = Birds.settings(1);
        asAdministrator(application, "create role owls login password 'hoot'; create schema owls authorization owls");
        var settings = new DatabaseSettings(application.url(), Optional.of("owls"), Optional.of(Secret.of("hoot")), 1, true, Migrate.START);

        Migrations.apply(settings, "owls");

        try (var database = Database.open(settings, "owls", new SimpleMeterRegistry())) {
            assertThat(new AdHocSql(database.sql()).first("select current_user || ' ' || current_schema as who", row -> row.text("who"))).contains("owls owls");
        }
    }

    @Test
    void aDatabaseThatIsAwayIsDistinguishedFromOneThatRefuses() {
        assertThatThrownBy(() -> Migrations.apply(Birds.settings(1).at("jdbc:postgresql://127.0.0.1:1/none", "stranger", "none"), "birds"))
                .isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> Migrations.apply(Birds.settings(1).at(TemporaryPostgres.newDatabase(), "stranger", "none"), "birds"))
                .isInstanceOf(SqlFailure.class);
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        execute(settings, settings.username().orElseThrow(), sql);
    }

    private static void asAdministrator(DatabaseSettings settings, String sql) throws SQLException {
        execute(settings, "postgres", sql);
    }

    private static void execute(DatabaseSettings settings, String username, String sql) throws SQLException {
        try (var login = DriverManager.getConnection(settings.url().orElseThrow(), username, settings.password().orElseThrow());
                var statement = login.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DatabaseSettings with(DatabaseSettings settings, Migrate migrate) {
        return new DatabaseSettings(settings.url(), settings.username(), settings.secret(), settings.poolSize(), settings.ownLogin(), migrate);
    }
}
