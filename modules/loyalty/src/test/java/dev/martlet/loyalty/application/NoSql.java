package dev.martlet.loyalty.application;

import dev.martlet.platform.sql.Sql;
import java.lang.reflect.Proxy;

/** The transaction of tests whose ports are in memory: it runs no statement. */
final class NoSql {
    static final Sql TX = (Sql) Proxy.newProxyInstance(Sql.class.getClassLoader(), new Class<?>[] {Sql.class}, (_, method, _) -> {
        throw new UnsupportedOperationException(method.getName());
    });

    private NoSql() {}
}
