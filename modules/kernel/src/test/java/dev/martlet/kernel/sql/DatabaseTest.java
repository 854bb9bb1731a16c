package dev.martlet.kernel.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

final class DatabaseTest {
    @Test
    void eachConnectionIsInTheModulesRoleAndSchemaWithLimitsSet() {
        try (var database = Birds.open(2)) {
            Optional<String> session = database.sql().first("""
                    select concat_ws(' ', current_user, current_schema, current_setting('statement_timeout'), current_setting('lock_timeout'),
                        current_setting('idle_in_transaction_session_timeout'), current_setting('application_name')) as session
                    """, row -> row.text("session"));

            assertThat(session).contains("martlet_birds birds 10s 2s 15s martlet-birds");
        }
    }

    @Test
    void aDedicatedConnectionHearsWhatIsNotifiedAndLeavesThePoolAlone() throws SQLException {
        try (var database = Birds.open(1); var listener = database.dedicated("relay"); var statement = listener.createStatement()) {
            statement.execute("listen outbox");
            database.sql().execute("notify outbox");

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
            database.sql().execute("insert into birds values (1, 'martlet')");
            long before = statements(database);

            database.sql().first("select id, name from birds", row -> row.number("id"));
            database.sql().first("select name, id from birds", row -> row.number("id"));

            assertThat(statements(database) - before).isEqualTo(3);
        }
    }

    /** How many transactions this session has begun, this one included: a statement outside a transaction is one. */
    private static long statements(Database database) {
        return database.sql().first("""
                select cast(split_part(virtualtransaction, '/', 2) as bigint) as n
                from pg_locks
                where pid = pg_backend_pid()
                limit 1
                """, row -> row.number("n")).orElseThrow();
    }
}
