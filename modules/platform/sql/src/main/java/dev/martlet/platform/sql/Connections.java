package dev.martlet.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import com.zaxxer.hikari.pool.HikariPool;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.sql.session.ConnectionSpec;
import dev.martlet.platform.sql.session.SessionSource;
import io.helidon.dbclient.jdbc.CloseableJdbcConnectionPool;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;

/** The connection pool of a module's DbClient. */
final class Connections implements CloseableJdbcConnectionPool {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    /** While PostgreSQL cannot be reached, requests leave soon, or they would take all places from those of other modules. */
    private static final Duration LONGEST_WAIT_WHILE_AWAY = Duration.ofMillis(500);
    /** One stays for the next request; the server's connections are shared by many processes. */
    private static final int IDLE = 1;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private final PersistentOpener opener;
    private final HikariPool pool;

    Connections(ConnectionSpec session, MeterRegistry meters) {
        opener = new PersistentOpener(() -> session.connect(""));
        pool = new HikariPool(configuration(session, new SessionSource(opener), meters));
    }

    /** Waits for one no longer than the caller's deadline. The caller closes it. */
    @Override
    public Connection connection() {
        try {
            return take(Deadline.remaining());
        } catch (SQLException failure) {
            RuntimeException translated = SqlStateTranslator.of(failure);
            throw translated instanceof DatabaseUnavailable ? DatabaseUnavailable.notSent(failure.getMessage(), failure) : translated;
        }
    }

    /** HikariDataSource waits as long for every caller; the pool itself takes a limit for this one. */
    private Connection take(Duration wait) throws SQLException {
        boolean away = opener.failure().isPresent() && pool.getTotalConnections() == 0;
        try {
            return pool.getConnection(Math.clamp(wait.toMillis(), 1, (away ? LONGEST_WAIT_WHILE_AWAY : LONGEST_WAIT).toMillis()));
        } catch (SQLTransientConnectionException none) {
            SQLException reason = opener.failure().orElseThrow(() -> none);
            throw new SQLTransientConnectionException(none.getMessage() + ": " + reason.getMessage(), reason.getSQLState(), reason);
        }
    }

    @Override
    public String dbType() {
        return "postgresql";
    }

    @Override
    public void close() {
        try {
            opener.close();
            pool.shutdown();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static HikariConfig configuration(ConnectionSpec session, DataSource source, MeterRegistry meters) {
        var config = new HikariConfig();
        config.setPoolName(session.module());
        config.setDataSource(source);
        config.setMaximumPoolSize(session.settings().poolSize());
        config.setMinimumIdle(IDLE);
        config.setIdleTimeout(LONGEST_IDLE.toMillis());
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        // A database that is away now is waited for, not given up.
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverride(new EvictReadOnlyConnections());
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        config.validate();
        return config;
    }
}
