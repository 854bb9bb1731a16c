package dev.martlet.loyalty.infrastructure;

import dev.martlet.kernel.events.Event;
import dev.martlet.kernel.sql.Sql;
import dev.martlet.loyalty.domain.Points;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;

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
