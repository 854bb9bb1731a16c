package dev.martlet.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements on a connection of its own, outside the pool: for a session that holds a lock. Each statement commits by itself. For one thread at a time. */
public final class DedicatedSql implements Sql, StatementRunner, AutoCloseable {
    private static final int LONGEST_CHECK_SECONDS = 2;

    private final Connection connection;
    private final StatementTimers timers;

    DedicatedSql(Connection connection, StatementTimers timers) {
        this.connection = connection;
        this.timers = timers;
    }

    @Override
    public BoundStatement prepare(SqlStatement statement) {
        return new BoundStatement(this, statement);
    }

    @Override
    public <T> T run(Work<T> work) {
        var statements = new Statements(ConnectionHandle.on(connection), timers);
        T result = work.on(statements);
        statements.sendBatch();
        statements.committed();
        return result;
    }

    /** Whether PostgreSQL still answers in this session. */
    public boolean isAlive() {
        try {
            return connection.isValid(LONGEST_CHECK_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }

    /** Ends the session, and with it its locks. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It is over either way.
        }
    }
}
