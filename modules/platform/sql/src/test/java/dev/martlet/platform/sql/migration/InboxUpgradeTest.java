package dev.martlet.platform.sql.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.platform.sql.AdHocSql;
import dev.martlet.platform.sql.Birds;
import dev.martlet.platform.sql.Database;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that has an inbox, as it was until positions replaced it, becomes one that has positions and failed events. */
final class InboxUpgradeTest {
    private static final UUID DROPPED = UUID.randomUUID();
    private Database database;

    @BeforeEach
    void upgrade() throws IOException, SQLException {
        DatabaseSettings settings = Birds.settings(2);
        Migrations.apply(settings, "birds");
        database = Database.open(settings, "birds", new SimpleMeterRegistry());
        try (Connection connection = database.dedicated("test")) {
            execute(connection, "drop function take_failed_event, record_event; drop table event_positions, failed_events, outbox, outbox_positions");
            execute(connection, migration("V0_2__events.sql"));
            execute(connection, migration("V0_3__take_events.sql"));
            fill(connection);
            connection.setAutoCommit(false);
            execute(connection, migration("V0_5__event_positions.sql"));
            connection.commit();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTheInboxHadNotFinishedIsKeptInItsOrder() {
        assertThat(rows("status <> 'DONE' order by number")).containsExactly(
                "dead, DEAD, 10, no room", "first, WAITING, 3, no room", "second, WAITING, 0, -", "other, WAITING, 0, -");
        assertThat(rows("number >= 0")).isEmpty();
        assertThat(texts("select cast(payload as text) as found from failed_events where key = 'first'")).containsExactly("{\"number\": 1}");
    }

    @Test
    void whatAnOperatorDroppedIsStillFoundAndWhatWasHandledIsGone() {
        assertThat(texts("select cast(dead_id as text) as found from failed_events where status = 'DONE'")).containsExactly(DROPPED.toString());
    }

    @Test
    void theFirstWaitingEventOfAKeyIsTaken() {
        assertThat(texts("select key as found from take_failed_event(array['BirdSeen'], interval '1 minute')")).containsExactly("first");
    }

    @Test
    void thePositionsAreTakenFromTheRelays() {
        assertThat(texts("select publisher as found from event_positions where partition = -1 and position is null and check_needed order by publisher"))
                .containsExactly("nests", "trees");
        assertThat(new AdHocSql(database.sql()).first("select to_regclass('inbox') is null as gone", row -> row.flag("gone"))).contains(true);
    }

    private static void fill(Connection connection) throws SQLException {
        execute(connection, """
                insert into inbox (event_id, publisher, type, key, occurred_at, payload, status, attempts, next_attempt_at, last_error, dead_id, done_at)
                values
                    (gen_random_uuid(), 'nests', 'BirdSeen', 'done', now(), '{}', 'DONE', 0, now(), null, null, now()),
                    (gen_random_uuid(), 'nests', 'BirdSeen', 'dead', now(), '{}', 'DEAD', 10, now(), 'no room', gen_random_uuid(), null),
                    (gen_random_uuid(), 'nests', 'BirdSeen', 'dropped', now(), '{}', 'DONE', 10, now(), 'no room', '%s', now()),
                    (gen_random_uuid(), 'nests', 'BirdSeen', 'first', now(), '{"number": 1}', 'READY', 3, now() - interval '2 s', 'no room', null, null),
                    (gen_random_uuid(), 'nests', 'BirdSeen', 'second', now(), '{}', 'READY', 0, now() - interval '1 s', null, null, null),
                    (gen_random_uuid(), 'trees', 'BirdSeen', 'other', now(), '{}', 'READY', 0, now(), null, null, null)
                """.formatted(DROPPED));
    }

    private List<String> rows(String condition) {
        return new AdHocSql(database.sql()).list("select key, status, attempts, last_error from failed_events where " + condition, row ->
                row.text("key") + ", " + row.text("status") + ", " + row.number("attempts") + ", " + row.optionalText("last_error").orElse("-"));
    }

    private List<String> texts(String sql) {
        return new AdHocSql(database.sql()).list(sql, row -> row.text("found"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String migration(String file) throws IOException {
        try (var stream = Optional.ofNullable(Migrations.class.getResourceAsStream("/db/platform/" + file)).orElseThrow()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
