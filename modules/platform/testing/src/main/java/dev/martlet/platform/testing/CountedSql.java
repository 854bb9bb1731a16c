package dev.martlet.platform.testing;

import dev.martlet.platform.sql.BoundStatement;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
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
    public BoundStatement prepare(SqlStatement statement) {
        return sql.prepare(statement).observedBy(_ -> statements.incrementAndGet());
    }
}
