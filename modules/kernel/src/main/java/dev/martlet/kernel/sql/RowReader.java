package dev.martlet.kernel.sql;

/** Turns one row of a result into a value. */
@FunctionalInterface
public interface RowReader<T> {
    T read(Row row);
}
