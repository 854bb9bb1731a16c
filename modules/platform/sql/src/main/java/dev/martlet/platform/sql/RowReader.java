package dev.martlet.platform.sql;

/** Turns one row of a result into a value. */
@FunctionalInterface
public interface RowReader<T> {
    T read(Row row);
}
