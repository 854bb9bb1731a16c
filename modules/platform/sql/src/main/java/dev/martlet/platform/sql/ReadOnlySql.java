package dev.martlet.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements on a connection of its own whose session is read-only; they may read whole tables and take any time. For one thread at a time. */
public final class ReadOnlySql implements Sql, StatementRunner, AutoCloseable {
    private final Connection connection;
    private final StatementTimers timers;

    ReadOnlySql(Connection connection, StatementTimers timers) {
        this.connection = connection;
        this.timers = timers;
    }

    @Override
    public BoundStatement prepare(SqlStatement statement) {
        return new BoundStatement(this, statement);
    }

    @Override
    public <T> T run(Work<T> work) {
        return work.on(new Statements(ConnectionHandle.unlimited(connection), timers));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It is over either way.
        }
    }
}
