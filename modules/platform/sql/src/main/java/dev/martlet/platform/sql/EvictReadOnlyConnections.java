package dev.martlet.platform.sql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Drops a connection to a server that has become a standby: it refuses every change from then on, while the new primary waits elsewhere. */
final class EvictReadOnlyConnections implements SQLExceptionOverride {
    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
