package dev.martlet.platform.testing;

import dev.martlet.platform.sql.RowReader;
import dev.martlet.platform.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the plan of each statement before it is run. */
public final class SqlProbe implements Sql {
    private final Sql sql;
    private final List<String> plans = new ArrayList<>();

    public SqlProbe(Sql sql) {
        this.sql = sql;
    }

    /** One a statement. */
    public List<String> plans() {
        return plans;
    }

    @Override
    public <T> Optional<T> first(String statement, RowReader<T> reader, Object... parameters) {
        explain(statement, parameters);
        return sql.first(statement, reader, parameters);
    }

    @Override
    public <T> List<T> list(String statement, RowReader<T> reader, Object... parameters) {
        explain(statement, parameters);
        return sql.list(statement, reader, parameters);
    }

    @Override
    public long execute(String statement, Object... parameters) {
        explain(statement, parameters);
        return sql.execute(statement, parameters);
    }

    private void explain(String statement, Object... parameters) {
        plans.add(String.join("\n", sql.list("explain " + statement, row -> row.text("QUERY PLAN"), parameters)));
    }
}
