package dev.martlet.kernel.sql;

import java.util.function.Function;

/** A module's own PostgreSQL schema, reached through its own role, DbClient and connection pool. */
public final class Database implements AutoCloseable {
    /** Runs each statement in a transaction of its own: one round trip, one commit. */
    public Sql sql() {
        throw new UnsupportedOperationException();
    }

    <T> T transaction(Function<Sql, T> work) {
        throw new UnsupportedOperationException();
    }

    /** Runs {@code listener} after each commit that recorded an {@link dev.martlet.kernel.events.Event}. */
    public void onEventsRecorded(Runnable listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
