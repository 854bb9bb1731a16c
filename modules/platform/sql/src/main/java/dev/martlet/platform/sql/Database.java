package dev.martlet.platform.sql;

import dev.martlet.platform.core.work.Deadline;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A module's own PostgreSQL schema, reached through its own role, DbClient and connection pool. */
public final class Database implements AutoCloseable {
    private static final Duration LONGEST_PING = Duration.ofSeconds(1);

    private final ConnectionSpec session;
    private final Connections connections;
    private final DbClient client;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Database(ConnectionSpec session, Connections connections) {
        this.session = session;
        this.connections = connections;
        client = JdbcClientBuilder.create()
                .connectionPool(connections)
                .parametersSetter(JdbcParametersConfig.builder().useStringBinding(false).build())
                .build();
    }

    /** Connects in the background: a database that is away makes statements fail, not this. */
    public static Database open(DatabaseSettings settings, String module, MeterRegistry meters) {
        var session = new ConnectionSpec(settings, module);
        return new Database(session, new Connections(session, meters));
    }

    /** Runs each statement in a transaction of its own: one round trip, one commit. */
    public Sql sql() {
        return new SingleStatements(this);
    }

    <T> T transaction(Function<Sql, T> work) {
        return SerializationRetry.repeat(() -> {
            DbTransaction transaction = client.transaction();
            return leased(transaction, work, sql -> sql.commit(transaction));
        });
    }

    <T> T single(Function<Sql, T> statement) {
        return SerializationRetry.repeat(() -> leased(client.execute(), statement, _ -> { }));
    }

    /** Runs {@code listener} after each commit that recorded a {@link Signal}. It must not wait or throw. */
    public void onEventsRecorded(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether PostgreSQL answers this module within a second. */
    public boolean ping() {
        try {
            return Deadline.within(LONGEST_PING, () -> sql().first("select true as up", row -> row.flag("up"))).orElse(false);
        } catch (DatabaseUnavailable | SqlFailure _) {
            return false;
        }
    }

    /** The time of the server's clock. */
    Instant time() {
        return sql().first("select statement_timestamp() as now", row -> row.instant("now")).orElseThrow();
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

    private <T> T leased(DbExecute execute, Function<Sql, T> work, Consumer<Statements> commit) {
        var lease = new ConnectionHandle(connections);
        var sql = new Statements(execute, lease);
        T result;
        try (lease) {
            result = work.apply(sql);
            commit.accept(sql);
        }
        if (sql.recordedEvents()) {
            listeners.forEach(Runnable::run);
        }
        return result;
    }
}
