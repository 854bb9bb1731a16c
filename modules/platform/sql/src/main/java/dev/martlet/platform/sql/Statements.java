package dev.martlet.platform.sql;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbTransaction;
import java.util.List;
import java.util.Optional;

/** Runs statements through DbClient on one lease's connection. The SQL is its own name, so that DbClient need not make one up. */
final class Statements implements Sql {
    private final DbExecute execute;
    private final ConnectionHandle lease;
    private final Batch batch;
    private boolean recordedEvents;

    Statements(DbExecute execute, ConnectionHandle lease) {
        this.execute = execute;
        this.lease = lease;
        batch = new Batch(lease);
    }

    @Override
    public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
        List<Object> values = values(parameters);
        batch.send();
        Optional<DbRow> row = lease.run(() -> execute.createNamedGet(sql, sql).params(values).execute());
        return row.map(found -> reader.read(new ResultRow(found)));
    }

    @Override
    public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
        List<Object> values = values(parameters);
        batch.send();
        List<DbRow> rows = lease.run(() -> {
            try (var stream = execute.createNamedQuery(sql, sql).params(values).execute()) {
                return stream.toList();
            }
        });
        return rows.stream().map(row -> reader.read(new ResultRow(row))).toList();
    }

    @Override
    public long execute(String sql, Object... parameters) {
        List<Object> values = values(parameters);
        batch.send();
        return lease.run(() -> execute.createNamedDmlStatement(sql, sql).params(values).execute());
    }

    @Override
    public void executeLater(String sql, Object... parameters) {
        if (lease.isUnused()) {
            // DbClient begins a transaction with its own first statement.
            execute(sql, parameters);
        } else {
            batch.add(sql, values(parameters));
        }
    }

    /** Commits the transaction, with all that was to be done later. */
    void commit(DbTransaction transaction) {
        lease.requireSuccess();
        batch.send();
        lease.commit(transaction);
    }

    boolean recordedEvents() {
        return recordedEvents;
    }

    private List<Object> values(Object... given) {
        var parameters = Parameters.of(given);
        recordedEvents |= parameters.recordEvents();
        return parameters.values();
    }
}
