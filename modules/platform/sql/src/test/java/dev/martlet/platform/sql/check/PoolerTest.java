package dev.martlet.platform.sql.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Birds;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connection poolers between the program and PostgreSQL. */
final class PoolerTest {
    private static final int OFTEN = 5;

    @ParameterizedTest
    @EnumSource(names = "OWN", mode = EnumSource.Mode.EXCLUDE)
    void aPoolerThatSharesSessionsIsFoundEachTime(Pooler.Mode mode) throws IOException {
        DatabaseSettings database = Birds.settings(2);
        try (var pooler = new Pooler(database.url().orElseThrow(), mode)) {
            for (int i = 0; i < OFTEN; i++) {
                assertThatThrownBy(() -> ServerCheck.check(behind(pooler, database), Birds.MODULE)).isInstanceOf(UnfitDatabase.class)
                        .hasMessageContaining("transaction pooling").hasMessageContaining("session mode");
            }
        }
    }

    @Test
    void aPoolerThatGivesEachClientASessionIsFine() throws IOException {
        DatabaseSettings database = Birds.settings(2);
        try (var pooler = new Pooler(database.url().orElseThrow(), Pooler.Mode.OWN)) {
            DatabaseSettings pooled = behind(pooler, database);
            ServerCheck.check(pooled, Birds.MODULE);
            Migrations.apply(pooled, Birds.MODULE);
            try (var birds = Database.open(pooled, Birds.MODULE, new SimpleMeterRegistry())) {
                assertThat(new AdHocSql(birds.sql()).first("select current_user || ' ' || current_schema as who", row -> row.text("who")))
                        .contains("martlet_birds birds");
            }
        }
    }

    private static DatabaseSettings behind(Pooler pooler, DatabaseSettings database) {
        return database.at(pooler.url(database.url().orElseThrow()), database.username().orElseThrow(), database.password().orElseThrow());
    }
}
