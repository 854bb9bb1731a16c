package dev.martlet.orders.infrastructure;

import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** The table idempotency_keys, for requests whose claim or response is stored apart from their order. */
public final class IdempotencyKeyRepository {
    private static final Logger LOG = System.getLogger(IdempotencyKeyRepository.class.getName());
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(1);

    private static final SqlStatement CLAIM = SqlStatement.of("orders.claim-key", """
            select claim_key(:claim) as is_free""");

    private static final SqlStatement STORE = SqlStatement.of("orders.store-response", """
            select keep_answer(:response) as stored""");

    private final Sql sql;

    /** @param sql runs each statement in a transaction of its own */
    public IdempotencyKeyRepository(Sql sql) {
        this.sql = sql;
    }

    /** @return whether the key is free, or there is none */
    boolean claim(Optional<IdempotencyClaim> claim) {
        return claim.isEmpty() || sql.prepare(CLAIM).set("claim", claim).first(row -> row.flag("is_free")).orElseThrow();
    }

    void store(Optional<StoredResponse> response) {
        if (response.isPresent()) {
            sql.prepare(STORE).set("response", response).exists();
        }
    }

    /** If the database is unavailable, the response is not stored, and a repeated request gets the order's status at that time. */
    void storeIfPossible(Optional<StoredResponse> response) {
        try {
            Deadline.within(STORE_TIMEOUT, () -> {
                store(response);
                return true;
            });
        } catch (DatabaseUnavailable _) {
            LOG.log(Level.DEBUG, "A response was not stored under its idempotency key: database unavailable");
        }
    }
}
