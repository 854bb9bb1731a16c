package dev.martlet.platform.sql.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Birds;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.SqlFailure;
import dev.martlet.platform.sql.Transactions;
import dev.martlet.platform.sql.check.ServerCheck;
import dev.martlet.platform.sql.check.UnfitDatabase;
import dev.martlet.platform.sql.migration.Migrations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases and logins whose defaults differ from PostgreSQL's own. */
final class SessionDefaultsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {
        "default_transaction_isolation = 'repeatable read'", "default_transaction_isolation = 'serializable'", "default_transaction_read_only = on",
        "default_transaction_deferrable = on", "TimeZone = 'Pacific/Kiritimati'", "DateStyle = 'German, DMY'", "IntervalStyle = 'sql_standard'",
        "bytea_output = 'escape'", "standard_conforming_strings = off", "search_path = 'elsewhere'", "statement_timeout = '300ms'",
        "lock_timeout = '1ms'", "idle_in_transaction_session_timeout = '1ms'", "idle_session_timeout = '200ms'", "synchronous_commit = off",
        "row_security = off", "client_encoding = 'LATIN1'", "extra_float_digits = -5", "transform_null_equals = on", "array_nulls = off",
        "exit_on_error = on", "transaction_timeout = '300ms'", "role = 'pg_monitor'"})
    void aDefaultOfTheDatabaseOrTheLoginMakesNoDifference(String setting) throws SQLException {
        for (String target : List.of("database %s", "role martlet in database %s")) {
            DatabaseSettings settings = Birds.settings(8);
            String database = settings.url().orElseThrow().replaceFirst(".*/", "");
            execute(settings, "grant pg_monitor to martlet");
            execute(settings, "alter " + target.formatted(database) + " set " + setting);
            Migrations.apply(settings, Birds.MODULE);
            try (var birds = Database.open(settings, Birds.MODULE, new SimpleMeterRegistry())) {
                assertWorks(birds);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP"})
    void aDatabaseThatIsNotUtf8IsRefused(String encoding) throws SQLException {
        DatabaseSettings settings = Birds.settings(1);
        String name = "encoded_" + encoding.toLowerCase(Locale.ROOT);
        execute(settings, "create database " + name + " owner martlet encoding '" + encoding + "' locale_provider libc locale 'C' template template0");
        DatabaseSettings encoded = settings.at(
                settings.url().orElseThrow().replaceFirst("/[^/]*$", "/" + name), settings.username().orElseThrow(), settings.password().orElseThrow());

        assertThatThrownBy(() -> ServerCheck.check(encoded, Birds.MODULE)).isInstanceOf(UnfitDatabase.class)
                .hasMessageContaining(encoding).hasMessageContaining("UTF8");
    }

    @Test
    void aSchemaOrTableOfAnotherOwnerIsNamed() throws SQLException {
        DatabaseSettings settings = Birds.settings(1);
        Migrations.apply(settings, Birds.MODULE);
        execute(settings, "alter table birds.outbox owner to martlet");

        assertThatThrownBy(() -> Migrations.apply(settings, Birds.MODULE)).isInstanceOf(UnfitDatabase.class)
                .hasMessageContaining("birds.outbox").hasMessageContaining("martlet_birds");

        execute(settings, "alter table birds.outbox owner to martlet_birds; alter schema birds owner to martlet");
        assertThatThrownBy(() -> Migrations.apply(settings, Birds.MODULE)).isInstanceOf(UnfitDatabase.class)
                .hasMessageContaining("schema birds").hasMessageContaining("martlet_birds");
    }

    private static void assertWorks(Database birds) throws SQLException {
        new AdHocSql(birds.sql()).execute("create table times (id int primary key, at timestamptz, name text, raw bytea, lasts interval)");
        new AdHocSql(birds.sql()).execute("insert into times values (1, ?, ?, ?, '1 day')", NOON, "Zaunkönig \\ 鷦鷯", new byte[] {0, 92, -1});
        String text = "select concat_ws(' ', at, lasts, raw, 'a\\b', 0.1::float8 + 0.2, (array[null]::text[])[1] is null) as text from times";
        assertThat(new AdHocSql(birds.sql()).first(text, row -> row.text("text")))
                .contains("2026-03-01 12:00:00+00 1 day \\x005cff a\\b 0.30000000000000004 t");
        assertThat(new AdHocSql(birds.sql()).first("select at, name from times", row -> row.instant("at") + row.text("name")))
                .contains(NOON + "Zaunkönig \\ 鷦鷯");
        assertThat(new AdHocSql(birds.sql()).first("select current_setting('synchronous_commit') as value", row -> row.text("value"))).contains("on");
        assertThat(new AdHocSql(birds.sql()).first("select cast(pg_sleep(0.4) as text) as slept", row -> row.text("slept"))).isPresent();
        new AdHocSql(birds.sql()).execute("create table hot (n int)");
        new AdHocSql(birds.sql()).execute("insert into hot values (0)");
        assertThatThrownBy(() -> new AdHocSql(birds.sql()).execute("nonsense")).isInstanceOf(SqlFailure.class);
        countTogether(birds);
        assertThat(new AdHocSql(birds.sql()).first("select n from hot", row -> row.number("n"))).contains(40L);
        try (var dedicated = birds.dedicated("relay"); var statement = dedicated.createStatement();
                var rows = statement.executeQuery("select current_user || ' ' || current_schema || ' ' || current_setting('transaction_isolation')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("martlet_birds birds read committed");
        }
    }

    /** One row that everybody changes: under a stricter isolation most of them would fail. */
    private static void countTogether(Database birds) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> counting = IntStream.range(0, 8).mapToObj(_ -> threads.submit(() -> {
                for (int i = 0; i < 5; i++) {
                    Transactions.run(birds, tx -> {
                        new AdHocSql(tx).first("select n from hot", row -> row.number("n"));
                        return new AdHocSql(tx).execute("update hot set n = n + 1");
                    });
                }
                return true;
            })).toList();
            assertThat(counting).allMatch(SessionDefaultsTest::succeeds);
        }
    }

    private static boolean succeeds(Future<Boolean> work) {
        try {
            return work.get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (var login = DriverManager.getConnection(settings.url().orElseThrow(), "postgres", settings.password().orElseThrow());
                var statement = login.createStatement()) {
            statement.execute(sql);
        }
    }
}
