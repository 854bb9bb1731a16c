package dev.martlet.platform.sql;

/** The transaction of one connection. */
record OpenTransaction(Statements statements) implements Transaction, StatementRunner {
    @Override
    public BoundStatement prepare(SqlStatement statement) {
        return new BoundStatement(this, statement);
    }

    @Override
    public void afterCommit(Runnable action) {
        statements.afterCommit(action);
    }

    @Override
    public <T> T run(Work<T> work) {
        return work.on(statements);
    }
}
