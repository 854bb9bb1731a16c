package dev.martlet.platform.testing;

import dev.martlet.platform.sql.RowReader;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts statements, each of which is a round trip. */
public final class CountedSql implements Sql {
    private final Sql sql;
    private final AtomicInteger statements = new AtomicInteger();

    public CountedSql(Sql sql) {
        this.sql = sql;
    }

    public int statements() {
        return statements.get();
    }

    @Override
    public <T> Optional<T> first(String statement, RowReader<T> reader, Object... parameters) {
        statements.incrementAndGet();
        return sql.first(statement, reader, parameters);
    }

    @Override
    public <T> List<T> list(String statement, RowReader<T> reader, Object... parameters) {
        statements.incrementAndGet();
        return sql.list(statement, reader, parameters);
    }

    @Override
    public long execute(String statement, Object... parameters) {
        statements.incrementAndGet();
        return sql.execute(statement, parameters);
    }
}
