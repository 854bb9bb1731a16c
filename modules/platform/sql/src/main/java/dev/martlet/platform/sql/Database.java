package dev.martlet.platform.sql;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.sql.session.ConnectionSpec;
import dev.martlet.platform.sql.session.DatabaseSettings;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** A module's own PostgreSQL schema, reached through its own role, DbClient and connection pool. */
public final class Database implements AutoCloseable {
    private static final Duration LONGEST_PING = Duration.ofSeconds(1);

    private static final SqlStatement PING = SqlStatement.of("sql.ping", "select true as up");
    private static final SqlStatement TIME = SqlStatement.of("sql.time", "select statement_timestamp() as now");

    private final ConnectionSpec session;
    private final DbClient client;
    private final StatementTimers timers;
    private final MeterRegistry meters;

    private Database(ConnectionSpec session, MeterRegistry meters) {
        this.session = session;
        this.meters = meters;
        timers = new StatementTimers(meters, session.module(), StatementSpans.of(session.settings(), session.module()));
        client = JdbcClientBuilder.create()
                .connectionPool(new Connections(session, meters))
                .parametersSetter(JdbcParametersConfig.builder().useStringBinding(false).build())
                .build();
    }

    /** Connects in the background: a database that is away makes statements fail, not this. */
    public static Database open(DatabaseSettings settings, String module, MeterRegistry meters) {
        return new Database(new ConnectionSpec(settings, module), meters);
    }

    /** Runs each statement in a transaction of its own: one round trip, one commit. */
    public Sql sql() {
        return new SingleStatements(this);
    }

    /** The module's DbClient, for what {@link Sql} does not offer. Its connections are in the module's role and schema. */
    public DbClient client() {
        return client;
    }

    MeterRegistry meters() {
        return meters;
    }

    <T> T transaction(Function<? super Transaction, ? extends T> work) {
        return run(() -> ConnectionHandle.forTransaction(client), statements -> {
            T result = work.apply(new OpenTransaction(statements));
            statements.commit();
            return result;
        });
    }

    <T> T single(StatementRunner.Work<T> statement) {
        return run(() -> ConnectionHandle.forStatement(client), statement);
    }

    /** Whether PostgreSQL answers this module within a second. */
    public boolean ping() {
        try {
            return Deadline.within(LONGEST_PING, () -> sql().prepare(PING).exists());
        } catch (DatabaseUnavailable | SqlFailure _) {
            return false;
        }
    }

    /** The time of the server's clock. */
    Instant time() {
        return sql().prepare(TIME).first(row -> row.instant("now")).orElseThrow();
    }

    /** As {@link #dedicated}, for statements. The caller closes it. */
    public DedicatedSql dedicatedSql(String purpose) {
        return new DedicatedSql(dedicated(purpose), timers);
    }

    /** Statements on a connection of its own that may read for long and can change nothing. The caller closes it. */
    public ReadOnlySql readOnlySql(String purpose) {
        try {
            return new ReadOnlySql(session.reading(purpose), timers);
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    /**
     * A connection outside the pool, in the module's role and schema, for what must keep one: an advisory lock, LISTEN. The caller closes it.
     *
     * @param purpose a word that shows up in {@code pg_stat_activity.application_name}
     */
    public Connection dedicated(String purpose) {
        try {
            return session.connect(purpose);
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** What is to be done after the commit has its own connections: this one has been given back. */
    private <T> T run(Supplier<ConnectionHandle> connections, StatementRunner.Work<T> work) {
        return SerializationRetry.repeat(() -> {
            try (ConnectionHandle connection = connections.get()) {
                var statements = new Statements(connection, timers);
                return new Done<>(work.on(statements), statements);
            }
        }).result();
    }

    /** Committed work. */
    private record Done<T>(T value, Statements statements) {
        T result() {
            statements.committed();
            return value;
        }
    }
}
