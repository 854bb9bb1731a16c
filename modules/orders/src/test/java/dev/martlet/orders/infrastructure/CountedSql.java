package dev.martlet.orders.infrastructure;

import dev.martlet.kernel.sql.RowReader;
import dev.martlet.kernel.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Counts statements, each of which is a round trip and a commit. */
final class CountedSql implements Sql {
    private final Sql sql;
    private int statements;

    CountedSql(Sql sql) {
        this.sql = sql;
    }

    int statements() {
        return statements;
    }

    @Override
    public <T> Optional<T> first(String statement, RowReader<T> reader, Object... parameters) {
        statements++;
        return sql.first(statement, reader, parameters);
    }

    @Override
    public <T> List<T> list(String statement, RowReader<T> reader, Object... parameters) {
        statements++;
        return sql.list(statement, reader, parameters);
    }

    @Override
    public long execute(String statement, Object... parameters) {
        statements++;
        return sql.execute(statement, parameters);
    }
}
