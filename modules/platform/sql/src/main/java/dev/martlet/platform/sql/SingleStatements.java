package dev.martlet.platform.sql;

/** Runs each statement on a connection and in a transaction of its own. */
record SingleStatements(Database database) implements Sql, StatementRunner {
    @Override
    public BoundStatement prepare(SqlStatement statement) {
        return new BoundStatement(this, statement);
    }

    @Override
    public <T> T run(Work<T> work) {
        return database.single(statements -> {
            T result = work.on(statements);
            statements.sendBatch();
            return result;
        });
    }
}
