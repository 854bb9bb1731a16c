package dev.martlet.platform.sql;

import java.util.List;
import java.util.Optional;

/** Runs each statement on a connection and in a transaction of its own. */
record SingleStatements(Database database) implements Sql {
    @Override
    public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
        return database.single(one -> one.first(sql, reader, parameters));
    }

    @Override
    public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
        return database.single(one -> one.list(sql, reader, parameters));
    }

    @Override
    public long execute(String sql, Object... parameters) {
        return database.single(one -> one.execute(sql, parameters));
    }
}
