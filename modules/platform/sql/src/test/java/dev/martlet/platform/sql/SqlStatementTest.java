package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlStatementTest {
    @AutoClose
    private static final Database database = Birds.open(2);

    @ParameterizedTest
    @CsvSource(delimiterString = "-->", quoteCharacter = '`', value = {
        "select :a, :b --> select ?, ?",
        "select :a::text, x::int[] --> select ?::text, x::int[]",
        "select f(n := :a) --> select f(n := ?)",
        "select ':a' || 'it''s :a' --> select ':a' || 'it''s :a'",
        "select e'\\':a' || :a --> select e'\\':a' || ?",
        "select \":a\", x[1:2], :a --> select \":a\", x[1:2], ?",
        "select $$ :a $$, $x$ :a $x$ --> select $$ :a $$, $x$ :a $x$",
        "select /* :a */ :a -- :a --> select /* :a */ ? -- :a",
        "select x ? :a --> select x ?? ?",
        "select time '10:30:00', :a_1 --> select time '10:30:00', ?"})
    void onlyParametersAreReplaced(String sql, String jdbc) {
        assertThat(SqlStatement.of("birds.find", sql).jdbc()).isEqualTo(jdbc);
    }

    @Test
    void aParameterThatStandsTwiceIsSetOnce() {
        var twice = SqlStatement.of("birds.twice", "select cast(:bird as text) || cast(:other as text) || cast(:bird as text) as birds");

        assertThat(database.sql().prepare(twice).set("other", "-").set("bird", "martlet").first(row -> row.text("birds"))).contains("martlet-martlet");
    }

    @Test
    void aParameterThatTheStatementDoesNotHaveIsNamed() {
        var find = SqlStatement.of("birds.find", "select name from birds where id = :id");

        assertThatThrownBy(() -> database.sql().prepare(find).set("name", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("birds.find").hasMessageContaining("name").hasMessageContaining("[id]");
        assertThatThrownBy(() -> database.sql().prepare(find).set("id", 1).set("id", 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("birds.find").hasMessageContaining("id");
    }

    @Test
    void aParameterThatIsNotSetIsNamed() {
        var find = SqlStatement.of("birds.find", "select name from birds where id = :id and name = :name");

        assertThatThrownBy(() -> database.sql().prepare(find).set("id", 1).list(row -> row.text("name"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("birds.find").hasMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"find", "Birds.find", "birds.findAll", "birds find", ""})
    void aNameHasTheModuleAndTheThing(String name) {
        assertThatThrownBy(() -> SqlStatement.of(name, "select 1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesForLaterByOneStatementAreOneRoundTrip() {
        var meters = new SimpleMeterRegistry();
        DatabaseSettings settings = Birds.settings(1);
        Migrations.apply(settings, Birds.MODULE);
        try (var measured = Database.open(settings, Birds.MODULE, meters)) {
            var record = SqlStatement.of("birds.record", "insert into outbox_positions (subscriber, position) values (:subscriber, 1)");

            Transactions.run(measured, tx -> {
                List.of("a", "b", "c").forEach(subscriber -> tx.prepare(record).set("subscriber", subscriber).executeLater());
                return "done";
            });

            var timer = meters.get("db.client.operation.duration").tag("module", "birds").tag("statement", "birds.record").timer();
            assertThat(timer.count()).isEqualTo(1);
        }
    }

    @Test
    void aPlanIsShownWithoutRunningTheStatement() {
        var add = SqlStatement.of("birds.add", "insert into birds values (:id, :name)");

        assertThat(database.sql().prepare(add).set("id", 1).set("name", UUID.randomUUID()).plan()).first().asString().startsWith("Insert on birds");
        assertThat(Birds.count(database)).isZero();
    }

    @Test
    void theModulesDbClientIsInItsRoleAndSchema() {
        assertThat(database.client().execute().get("select current_user as name").orElseThrow().column("name").getString()).isEqualTo("martlet_birds");
    }
}
