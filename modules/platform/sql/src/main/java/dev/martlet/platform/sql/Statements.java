package dev.martlet.platform.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs statements by JDBC on one connection. */
final class Statements {
    private final ConnectionHandle connection;
    private final StatementTimers timers;
    private final Batch batch;
    private final Set<Runnable> afterCommit = new LinkedHashSet<>();

    Statements(ConnectionHandle connection, StatementTimers timers) {
        this.connection = connection;
        this.timers = timers;
        batch = new Batch(connection, timers);
    }

    <T> Optional<T> first(BoundStatement bound, RowReader<T> reader) {
        return query(bound, rows -> rows.next() ? Optional.ofNullable(reader.read(new ResultRow(rows))) : Optional.empty());
    }

    <T> List<T> list(BoundStatement bound, RowReader<T> reader) {
        return query(bound, rows -> {
            var row = new ResultRow(rows);
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reader.read(row));
            }
            return found;
        });
    }

    long execute(BoundStatement bound) {
        Object[] values = begin(bound);
        try (PreparedStatement statement = connection.prepare(bound.statement().jdbc())) {
            return timers.time(bound.statement(), () -> connection.run(() -> bind(statement, values).executeLargeUpdate()));
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    void executeLater(BoundStatement bound) {
        afterCommit.addAll(bound.afterCommit());
        batch.add(bound.statement(), bound.values());
    }

    /** Sends the changes that wait. */
    void sendBatch() {
        batch.send();
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Commits the transaction, with all that was to be done later. */
    void commit() {
        connection.requireSuccess();
        batch.send();
        connection.commit();
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    static PreparedStatement bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** The driver has all rows once the statement is done: the limit ends before they are read. */
    private <T> T query(BoundStatement bound, Reading<T> reading) {
        Object[] values = begin(bound);
        try (PreparedStatement statement = connection.prepare(bound.statement().jdbc())) {
            return reading.read(timers.time(bound.statement(), () -> connection.run(() -> bind(statement, values).executeQuery())));
        } catch (SQLException failure) {
            throw SqlStateTranslator.of(failure);
        }
    }

    private Object[] begin(BoundStatement bound) {
        Object[] values = bound.values();
        batch.send();
        afterCommit.addAll(bound.afterCommit());
        return values;
    }

    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
