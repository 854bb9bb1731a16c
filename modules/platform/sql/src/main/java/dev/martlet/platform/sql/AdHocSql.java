package dev.martlet.platform.sql;

import dev.martlet.platform.core.Slice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Runs SQL text without a name, with indexed parameters ({@code ?}), parsed at each call: for tests. */
public record AdHocSql(Sql sql) {
    private static final Pattern INDEXED = Pattern.compile("\\?");

    public <T> Optional<T> first(String text, RowReader<T> reader, Object... parameters) {
        return prepare(text, parameters).first(reader);
    }

    public <T> List<T> list(String text, RowReader<T> reader, Object... parameters) {
        return prepare(text, parameters).list(reader);
    }

    public <T> Slice<T> slice(String text, RowReader<T> reader, Object... parameters) {
        return prepare(text, parameters).slice(reader);
    }

    public long execute(String text, Object... parameters) {
        return prepare(text, parameters).execute();
    }

    public void executeLater(String text, Object... parameters) {
        prepare(text, parameters).executeLater();
    }

    private BoundStatement prepare(String text, Object... parameters) {
        var index = new AtomicInteger();
        String named = INDEXED.matcher(text).replaceAll(_ -> ":p" + index.incrementAndGet());
        BoundStatement bound = sql.prepare(SqlStatement.of("sql.unnamed", named));
        for (int i = 0; i < parameters.length; i++) {
            bound.set("p" + (i + 1), parameters[i]);
        }
        return bound;
    }
}
