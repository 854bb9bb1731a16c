package dev.martlet.platform.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Statements without a name, whose parameters are indexed ({@code ?}). */
final class IndexedParameters {
    private static final Pattern INDEXED = Pattern.compile("\\?");
    private static final Map<String, SqlStatement> STATEMENTS = new ConcurrentHashMap<>();

    private IndexedParameters() {}

    static BoundStatement prepare(Sql sql, String text, Object... parameters) {
        BoundStatement bound = sql.prepare(STATEMENTS.computeIfAbsent(text, IndexedParameters::named));
        for (int i = 0; i < parameters.length; i++) {
            bound.set("p" + (i + 1), parameters[i]);
        }
        return bound;
    }

    private static SqlStatement named(String text) {
        var index = new AtomicInteger();
        return SqlStatement.of("sql.unnamed", INDEXED.matcher(text).replaceAll(_ -> ":p" + index.incrementAndGet()));
    }
}
