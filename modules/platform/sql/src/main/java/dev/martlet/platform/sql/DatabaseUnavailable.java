package dev.martlet.platform.sql;

import dev.martlet.platform.core.UnavailableException;

/**
 * The database did not answer in time, refused the connection, has no room left or was shutting down. A statement that was under way may
 * have happened. Nothing is wrong with the statement: try again later.
 */
public final class DatabaseUnavailable extends UnavailableException {
    private static final long serialVersionUID = 1;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
