package dev.martlet.platform.sql;

/** Runs SQL statements: one by one, each its own transaction ({@link Database#sql()}), or inside one ({@link Transactions#run}). */
public interface Sql {
    /** Begins an execution of the statement. */
    BoundStatement prepare(SqlStatement statement);
}
