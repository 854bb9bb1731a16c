package dev.martlet.loyalty.application;

import dev.martlet.platform.sql.Sql;
import java.time.Instant;
import java.util.UUID;

/** The stored point entries. Each change is repeatable: an order has at most one entry for each reason. */
public interface PointEntries {
    /** The same entries, in a transaction. */
    PointEntries in(Sql tx);

    /** Stores that a confirmed order earned points, unless the order was cancelled before. */
    void earn(UUID customerId, UUID orderId, long points, Instant at);

    /** Stores that a cancelled order lost the points that it had earned; none, if its confirmation was not handled yet. */
    void revoke(UUID customerId, UUID orderId, Instant at);
}
