package dev.martlet.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.sql.migration.Migrations;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

final class DatabaseTest {
    @Test
    void eachConnectionIsInTheModulesRoleAndSchemaWithLimitsSet() {
        try (var database = Birds.open(2)) {
            Optional<String> session = new AdHocSql(database.sql()).first("""
                    select concat_ws(' ', current_user, current_schema, current_setting('statement_timeout'), current_setting('lock_timeout'),
                        current_setting('idle_in_transaction_session_timeout'), current_setting('application_name')) as session
                    """, row -> row.text("session"));

            assertThat(session).contains("martlet_birds birds 10s 2s 10s martlet-birds");
        }
    }

    /** So that neither its row locks nor the relay's lock outlive it by more than a few seconds. */
    @Test
    void aHostThatVanishesIsMissedAfterSixSeconds() throws SQLException {
        String limits = """
                select concat_ws(' ', current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
                    current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout')) as limits
                """;
        try (var database = Birds.open(1); var dedicated = database.dedicated("relay"); var statement = dedicated.createStatement()) {
            assertThat(new AdHocSql(database.sql()).first(limits, row -> row.text("limits"))).contains("3 1 3 6000");
            try (var rows = statement.executeQuery(limits)) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("3 1 3 6000");
            }
        }
    }

    @Test
    void aDedicatedConnectionHearsWhatIsNotifiedAndLeavesThePoolAlone() throws SQLException {
        try (var database = Birds.open(1); var listener = database.dedicated("relay"); var statement = listener.createStatement()) {
            statement.execute("listen outbox");
            new AdHocSql(database.sql()).execute("notify outbox");

            assertThat(listener.unwrap(PGConnection.class).getNotifications(5_000)).hasSize(1);
            assertThat(Birds.count(database)).isZero();
        }
    }

    @Test
    void thePoolIsMeasuredUnderTheModulesName() {
        DatabaseSettings settings = Birds.settings(3);
        Migrations.apply(settings, Birds.MODULE);
        var meters = new SimpleMeterRegistry();

        try (var database = Database.open(settings, Birds.MODULE, meters)) {
            database.ping();

            assertThat(meters.get("hikaricp.connections.max").tag("pool", "birds").gauge().value()).isEqualTo(3);
        }
    }

    @Test
    void readingRowsAsksNothingElseOfTheServer() {
        try (var database = Birds.open(1)) {
            new AdHocSql(database.sql()).execute("insert into birds values (1, 'martlet')");
            long before = statements(database);

            new AdHocSql(database.sql()).first("select id, name from birds", row -> row.number("id"));
            new AdHocSql(database.sql()).first("select name, id from birds", row -> row.number("id"));

            assertThat(statements(database) - before).isEqualTo(3);
        }
    }

    /** How many transactions this session has begun, this one included: a statement outside a transaction is one. */
    private static long statements(Database database) {
        return new AdHocSql(database.sql()).first("""
                select cast(split_part(virtualtransaction, '/', 2) as bigint) as n
                from pg_locks
                where pid = pg_backend_pid()
                limit 1
                """, row -> row.number("n")).orElseThrow();
    }
}
