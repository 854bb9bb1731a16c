package dev.martlet.platform.sql;

import dev.martlet.platform.core.UnavailableException;
import java.sql.SQLException;

/**
 * The database did not answer in time, refused the connection, has no room left or was shutting down. A statement that was under way may
 * have happened. Nothing is wrong with the statement: try again later.
 */
public final class DatabaseUnavailable extends UnavailableException {
    private static final long serialVersionUID = 1;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether a lock was waited for in vain: the statement changed nothing. */
    public boolean isLockTimeout() {
        return getCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }
}
