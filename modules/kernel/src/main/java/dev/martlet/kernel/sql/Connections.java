package dev.martlet.kernel.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import com.zaxxer.hikari.pool.HikariPool;
import io.helidon.dbclient.jdbc.CloseableJdbcConnectionPool;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A module's own connection pool. Statements take connections from it through a {@link Lease}. */
final class Connections implements CloseableJdbcConnectionPool {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final HikariPool pool;

    Connections(Session session, MeterRegistry meters) {
        pool = new HikariPool(configuration(session, meters));
    }

    /** For DbClient: the connection of the lease that the statement runs in. */
    @Override
    public Connection connection() {
        return Lease.current().connection();
    }

    /** HikariDataSource waits as long for every caller; the pool itself can be told how long this one may. */
    Connection take(Duration wait) throws SQLException {
        return pool.getConnection(Math.clamp(wait.toMillis(), 1, LONGEST_WAIT.toMillis()));
    }

    @Override
    public String dbType() {
        return "postgresql";
    }

    @Override
    public void close() {
        try {
            pool.shutdown();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static HikariConfig configuration(Session session, MeterRegistry meters) {
        var config = new HikariConfig();
        config.setPoolName(session.module());
        config.setJdbcUrl(session.url());
        config.setDataSourceProperties(session.properties(""));
        config.setConnectionInitSql(session.start());
        config.setMaximumPoolSize(session.settings().poolSize());
        config.setMinimumIdle(Math.min(2, session.settings().poolSize()));
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        // A database that is away now is waited for, not given up.
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverride(new LeaveStandby());
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        config.validate();
        return config;
    }
}
