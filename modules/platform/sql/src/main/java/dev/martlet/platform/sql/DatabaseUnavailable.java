package dev.martlet.platform.sql;

import dev.martlet.platform.core.UnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The database did not answer in time, refused the connection, has no room left or was shutting down. A statement that was under way may
 * have happened. Nothing is wrong with the statement: try again later.
 */
public final class DatabaseUnavailable extends UnavailableException {
    private static final long serialVersionUID = 1;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";
    private static final Set<String> ROLLED_BACK = Set.of(LOCK_NOT_AVAILABLE, QUERY_CANCELED);

    private final boolean isSent;

    public DatabaseUnavailable(String message, Throwable cause) {
        this(message, cause, true);
    }

    private DatabaseUnavailable(String message, Throwable cause, boolean isSent) {
        super(message, cause);
        this.isSent = isSent;
    }

    /** For a statement that was not sent. */
    static DatabaseUnavailable notSent(String message) {
        return notSent(message, null);
    }

    /** @param cause why there was no connection */
    static DatabaseUnavailable notSent(String message, Throwable cause) {
        return new DatabaseUnavailable(message, cause, false);
    }

    /** Whether the statement may have happened, or may still: false if it was not sent, or PostgreSQL says that it has rolled it back. */
    public boolean mayHaveHappened() {
        return isSent && state().filter(ROLLED_BACK::contains).isEmpty();
    }

    /** Whether a lock was waited for in vain: the statement changed nothing. */
    public boolean isLockTimeout() {
        return state().filter(LOCK_NOT_AVAILABLE::equals).isPresent();
    }

    private Optional<String> state() {
        return getCause() instanceof SQLException cause ? Optional.ofNullable(cause.getSQLState()) : Optional.empty();
    }
}
