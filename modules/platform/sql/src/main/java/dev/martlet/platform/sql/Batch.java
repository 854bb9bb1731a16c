package dev.martlet.platform.sql;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Changes by one statement that wait to be sent together, in one round trip. */
final class Batch {
    private static final int MOST = 100;

    private final ConnectionHandle connection;
    private final StatementTimers timers;
    private final List<Object[]> changes = new ArrayList<>();
    private SqlStatement statement;

    Batch(ConnectionHandle connection, StatementTimers timers) {
        this.connection = connection;
        this.timers = timers;
    }

    void add(SqlStatement change, Object[] values) {
        if (changes.size() == MOST || !change.equals(statement)) {
            send();
        }
        statement = change;
        changes.add(values);
    }

    void send() {
        if (!changes.isEmpty()) {
            try (PreparedStatement prepared = connection.prepare(statement.jdbc())) {
                timers.time(statement, () -> connection.run(() -> sendAll(prepared)));
            } catch (SQLException failure) {
                throw SqlStateTranslator.of(failure);
            }
            changes.clear();
        }
    }

    private int sendAll(PreparedStatement prepared) throws SQLException {
        for (Object[] values : changes) {
            Statements.bind(prepared, values).addBatch();
        }
        try {
            return prepared.executeBatch().length;
        } catch (BatchUpdateException failure) {
            // Its own message shows the values.
            throw failure.getNextException() == null ? failure : failure.getNextException();
        }
    }
}
