package dev.martlet.loyalty.application;

import dev.martlet.loyalty.domain.EarnedPoints;
import dev.martlet.loyalty.domain.RevokedPoints;
import dev.martlet.platform.sql.Sql;
import java.util.List;

/** The stored point entries. Each change is repeatable: an order has at most one entry for each reason. */
public interface PointEntries {
    /** The same entries, in a transaction. */
    PointEntries in(Sql tx);

    /** Stores that confirmed orders earned points, but for orders that were cancelled before. */
    void earn(List<EarnedPoints> earned);

    /** Stores that cancelled orders lost the points that they had earned; none, if a confirmation was not handled yet. */
    void revoke(List<RevokedPoints> revoked);
}
