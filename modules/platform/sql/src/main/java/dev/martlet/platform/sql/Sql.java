package dev.martlet.platform.sql;

import dev.martlet.platform.core.Slice;
import java.util.List;
import java.util.Optional;

/**
 * Runs SQL statements: one by one, each its own transaction ({@link Database#sql()}), or inside one ({@link Transactions#run}).
 * Parameters are indexed ({@code ?}) and may be: text, numbers, booleans, {@code UUID}, {@code Instant}, enums (by name), {@code Optional} (empty is
 * null), null, byte arrays, arrays of {@code UUID}, {@code String}, {@code long} and {@code int}, and any other record, list or map, which travels as
 * JSON. Results are read whole before a method returns.
 *
 * <p>Every method throws {@link DatabaseUnavailable} when the database did not answer or could not do it now, and {@link SqlFailure} when it
 * refused the statement.
 */
public interface Sql {
    /** The first row, if there is any. For statements that return rows, {@code RETURNING} included. */
    <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters);

    /** All rows, in order. Put a limit into the statement. */
    <T> List<T> list(String sql, RowReader<T> reader, Object... parameters);

    /**
     * The first rows of a list, as many as fit into 1 MiB: for pages, whose rows may be large.
     *
     * @param select has a column {@code id}, is ordered by it, descending, and has a limit
     */
    default <T> Slice<T> slice(String select, RowReader<T> reader, Object... parameters) {
        return MeasuredRows.slice(this, select, reader, parameters);
    }

    /** @return how many rows were changed */
    long execute(String sql, Object... parameters);

    /**
     * A change whose count nobody needs. In a transaction several in a row by the same statement travel in one round trip; they arrive in their order,
     * before any other statement, and before the commit at the latest. That is where a failure shows, so one that is to be caught belongs into
     * {@link #execute}.
     */
    default void executeLater(String sql, Object... parameters) {
        execute(sql, parameters);
    }
}
