package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** The boundary between modules, in the database. */
final class BoundaryTest {
    private static final String NOT_ALLOWED = "42501";

    @Test
    void aModuleCannotReadChangeOrEnterAnotherModulesSchema() {
        DatabaseSettings settings = Birds.settings(2);
        Migrations.apply(settings, "cats");

        try (var birds = Birds.open(settings); var cats = Database.open(settings, "cats", new SimpleMeterRegistry())) {
            assertRefused(cats, "select name from birds.birds");
            assertRefused(cats, "insert into birds.birds values (1, 'caught')");
            assertRefused(cats, "create table birds.cats (id int)");
            assertRefused(cats, "select birds.take_failed_event(null, null)");
            assertRefused(cats, "create schema nests");
            assertThat(Birds.count(birds)).isZero();
        }
    }

    private static void assertRefused(Database database, String sql) {
        assertThatThrownBy(() -> new AdHocSql(database.sql()).execute(sql)).isInstanceOfSatisfying(SqlFailure.class,
                failure -> assertThat(failure.state()).isEqualTo(NOT_ALLOWED));
    }
}
