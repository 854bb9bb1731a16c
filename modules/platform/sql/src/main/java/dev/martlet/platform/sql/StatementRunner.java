package dev.martlet.platform.sql;

/** Finds the connection for a statement: that of the transaction, or one from the pool. */
@FunctionalInterface
interface StatementRunner {
    <T> T run(Work<T> work);

    /** One statement, on the connection that was found. */
    @FunctionalInterface
    interface Work<T> {
        T on(Statements statements);
    }
}
