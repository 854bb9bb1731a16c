package dev.martlet.platform.testing;

import dev.martlet.platform.sql.BoundStatement;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;

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
    public BoundStatement prepare(SqlStatement statement) {
        return sql.prepare(statement).observedBy(bound -> plans.add(String.join("\n", bound.plan())));
    }
}
