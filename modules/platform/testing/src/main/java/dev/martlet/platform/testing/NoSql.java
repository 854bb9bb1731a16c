package dev.martlet.platform.testing;

import dev.martlet.platform.sql.Sql;

/** The transaction of tests whose ports are in memory: it runs no statement. */
public final class NoSql {
    public static final Sql TX = statement -> {
        throw new UnsupportedOperationException(statement.name());
    };

    private NoSql() {}
}
