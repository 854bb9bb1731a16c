package dev.martlet.kernel.sql;

/**
 * The database did not answer in time, refused the connection, has no room left or was shutting down. A statement that was under way may
 * have happened. Nothing is wrong with the statement: try again later.
 */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
