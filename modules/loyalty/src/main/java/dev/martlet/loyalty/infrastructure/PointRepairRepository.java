package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.domain.EarnedPoints;
import dev.martlet.loyalty.domain.Points;
import dev.martlet.orders.api.OrderLedgers.OrderOutcome;
import dev.martlet.orders.api.OrderLedgers.OrderOutcome.Confirmed;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives an order the points of an event that was lost, or takes back what it should not have. */
public final class PointRepairRepository {
    private static final SqlStatement REVOKE = SqlStatement.of("loyalty.revoke-again", """
            insert into point_entries (order_id, reason, customer_id, points, created_at)
            select order_id, 'ORDER_CANCELLED', customer_id, -points, statement_timestamp()
            from point_entries
            where order_id = :order_id
            and reason = 'ORDER_CONFIRMED'
            on conflict (order_id, reason) do nothing""");

    private final Sql sql;
    private final Clock clock;

    public PointRepairRepository(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Both statements change nothing that is there: an order earns once, and loses once. @return true */
    public boolean settle(UUID orderId, Optional<OrderOutcome> outcome) {
        if (outcome.orElse(null) instanceof Confirmed(var customer, var total)) {
            new PointEntryRepository(sql).earn(List.of(new EarnedPoints(customer, orderId, Points.earnedBy(total), clock.instant())));
        } else {
            sql.prepare(REVOKE).set("order_id", orderId).execute();
        }
        return true;
    }
}
