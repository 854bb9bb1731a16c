package dev.martlet.platform.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a database that cannot do it now from a statement that it refuses. SQLSTATEs: PostgreSQL manual, appendix A. */
public final class SqlStateTranslator {
    /**
     * 08: connection; 53: out of memory, disk or connections; 57P0x: shutting down, starting; 57014: canceled by a timeout; 55P03: lock timeout;
     * 25006: read-only, as a standby is; 25P03: idle in a transaction for too long; none: the pool or the driver, not PostgreSQL.
     */
    private static final Pattern UNAVAILABLE = Pattern.compile("|08...|53...|57P0.|57014|55P03|25006|25P03");

    private SqlStateTranslator() {}

    public static RuntimeException translate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DatabaseUnavailable known -> { return known; }
                case SqlFailure known -> { return known; }
                case SQLException refused -> { return of(refused); }
                case Throwable _ -> { }
            }
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    public static RuntimeException of(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (failure instanceof SQLTransientConnectionException || UNAVAILABLE.matcher(state).matches()) {
            return new DatabaseUnavailable(failure.getMessage(), failure);
        }
        return new SqlFailure(state, failure.getMessage(), failure);
    }
}
