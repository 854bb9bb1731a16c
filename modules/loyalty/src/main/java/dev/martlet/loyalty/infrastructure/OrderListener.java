package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.domain.Points;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;

/** Gives customers points for their orders, and takes them back. */
public final class OrderListener {
    private final PointRepository points;

    public OrderListener(PointRepository points) {
        this.points = points;
    }

    public void confirmed(Sql tx, Event<OrderConfirmed> event) {
        var order = event.payload();
        points.give(tx, order.customerId(), order.orderId(), Points.earnedBy(order.total()), event.occurredAt());
    }

    public void cancelled(Sql tx, Event<OrderCancelled> event) {
        var order = event.payload();
        points.takeBack(tx, order.customerId(), order.orderId(), event.occurredAt());
    }
}
