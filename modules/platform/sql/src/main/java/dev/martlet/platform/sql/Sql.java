package dev.martlet.platform.sql;

import dev.martlet.platform.core.Slice;
import java.util.List;
import java.util.Optional;

/** Runs SQL statements: one by one, each its own transaction ({@link Database#sql()}), or inside one ({@link Transactions#run}). */
public interface Sql {
    /** Begins an execution of the statement. */
    BoundStatement prepare(SqlStatement statement);

    /** As {@link BoundStatement#first}, with indexed parameters ({@code ?}). */
    default <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
        return IndexedParameters.prepare(this, sql, parameters).first(reader);
    }

    /** As {@link BoundStatement#list}, with indexed parameters ({@code ?}). */
    default <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
        return IndexedParameters.prepare(this, sql, parameters).list(reader);
    }

    /** As {@link BoundStatement#slice}, with indexed parameters ({@code ?}). */
    default <T> Slice<T> slice(String select, RowReader<T> reader, Object... parameters) {
        return IndexedParameters.prepare(this, select, parameters).slice(reader);
    }

    /** As {@link BoundStatement#execute}, with indexed parameters ({@code ?}). */
    default long execute(String sql, Object... parameters) {
        return IndexedParameters.prepare(this, sql, parameters).execute();
    }

    /** As {@link BoundStatement#executeLater}, with indexed parameters ({@code ?}). */
    default void executeLater(String sql, Object... parameters) {
        IndexedParameters.prepare(this, sql, parameters).executeLater();
    }
}
