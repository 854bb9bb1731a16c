package dev.martlet.loyalty.application;

import dev.martlet.loyalty.domain.EarnedPoints;
import dev.martlet.loyalty.domain.Points;
import dev.martlet.loyalty.domain.RevokedPoints;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.List;

/** Handles the events of orders: a confirmed order earns points, and a cancelled order loses them again. */
public final class OrderHandlers {
    private final PointEntries entries;

    public OrderHandlers(PointEntries entries) {
        this.entries = entries;
    }

    public void confirmed(Sql tx, List<Event<OrderConfirmed>> events) {
        entries.in(tx).earn(events.stream().map(OrderHandlers::earned).toList());
    }

    public void cancelled(Sql tx, List<Event<OrderCancelled>> events) {
        entries.in(tx).revoke(events.stream().map(OrderHandlers::revoked).toList());
    }

    private static EarnedPoints earned(Event<OrderConfirmed> event) {
        var order = event.payload();
        return new EarnedPoints(order.customerId(), order.orderId(), Points.earnedBy(order.total()), event.occurredAt());
    }

    private static RevokedPoints revoked(Event<OrderCancelled> event) {
        var order = event.payload();
        return new RevokedPoints(order.customerId(), order.orderId(), event.occurredAt());
    }
}
