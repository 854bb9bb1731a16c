package dev.martlet.loyalty.application;

import dev.martlet.loyalty.domain.Points;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;

/** Handles the events of orders: a confirmed order earns points, and a cancelled order loses them again. */
public final class OrderHandlers {
    private final PointEntries entries;

    public OrderHandlers(PointEntries entries) {
        this.entries = entries;
    }

    public void confirmed(Sql tx, Event<OrderConfirmed> event) {
        var order = event.payload();
        entries.in(tx).earn(order.customerId(), order.orderId(), Points.earnedBy(order.total()), event.occurredAt());
    }

    public void cancelled(Sql tx, Event<OrderCancelled> event) {
        var order = event.payload();
        entries.in(tx).revoke(order.customerId(), order.orderId(), event.occurredAt());
    }
}
