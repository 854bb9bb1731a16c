package dev.martlet.platform.sql;

import java.util.function.Function;

/** The only place that commits or rolls back a transaction of several statements. */
public final class Transactions {
    private Transactions() {}

    /**
     * Runs the work in one transaction: commits when it returns, rolls back when it throws. A transaction that PostgreSQL ended to
     * resolve a deadlock or a serialization conflict (40P01, 40001) is run again, three times in all: the work must have no effects outside.
     */
    public static <T> T run(Database database, Function<? super Transaction, ? extends T> work) {
        return database.transaction(work);
    }
}
