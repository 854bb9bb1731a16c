package dev.martlet.notifications.infrastructure;

import dev.martlet.orders.api.OrderLedgers.OrderOutcome;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.Optional;
import java.util.UUID;

/** Takes the order off notifications whose order is not there any more. They stay, as a record of what the customer was written. */
public final class NotificationRepairRepository {
    private static final SqlStatement FORGET_ORDER = SqlStatement.of("notifications.forget-order", """
            update notifications
            set order_id = null
            where order_id = :order_id""");

    private final Sql sql;

    public NotificationRepairRepository(Sql sql) {
        this.sql = sql;
    }

    /** @return false if there is the order: a mail that it lacks may have been sent */
    public boolean settle(UUID orderId, Optional<OrderOutcome> outcome) {
        return outcome.isEmpty() && sql.prepare(FORGET_ORDER).set("order_id", orderId).execute() > 0;
    }
}
