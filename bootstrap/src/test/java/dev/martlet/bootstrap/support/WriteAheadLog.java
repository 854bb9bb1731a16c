package dev.martlet.bootstrap.support;

import static org.awaitility.Awaitility.await;

import dev.martlet.platform.sql.session.DatabaseSettings;
import dev.martlet.platform.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** What the server of a test's database writes into its write-ahead log, read with PostgreSQL's extension pg_walinspect. */
public final class WriteAheadLog implements AutoCloseable {
    /** Not what the server writes for itself: checkpoints and the list of running transactions. */
    private static final String COUNT = """
            select
                sum(count) filter (where "resource_manager/record_type" = 'Transaction/COMMIT') as commits,
                sum(count) as records,
                sum(record_size) as bytes
            from pg_get_wal_stats(cast(? as pg_lsn), pg_current_wal_flush_lsn(), true)
            where "resource_manager/record_type" not similar to '(XLOG|Standby)/%'""";

    private final Connection connection;

    public WriteAheadLog(DatabaseSettings database) {
        DatabaseSettings login = TestDatabase.forSuperuser(database);
        try {
            connection = DriverManager.getConnection(login.url().orElseThrow(), login.username().orElseThrow(), login.password().orElseThrow());
            try (var statement = connection.createStatement()) {
                statement.execute("create extension if not exists pg_walinspect");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** @param bytes without full images of pages, which only follow a checkpoint */
    public record Written(long commits, long records, long bytes) {}

    /** The end of the log. */
    public String end() {
        return text("select pg_current_wal_insert_lsn()");
    }

    /** What was written since this end of the log. */
    public Written since(String begin) {
        String end = end();
        await().atMost(Duration.ofSeconds(10)).until(() -> text("select pg_current_wal_flush_lsn() >= '" + end + "'").equals("t"));
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, begin);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Written(rows.getLong("commits"), rows.getLong("records"), rows.getLong("bytes"));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The only value of a query, as text. */
    public String text(String query) {
        try (var statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
