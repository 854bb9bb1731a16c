package dev.martlet.notifications.infrastructure;

import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents.OrderRejected;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.Optional;
import java.util.UUID;

/** Records a notification for each outcome of an order. */
public final class OrderListener {
    private final NotificationRepository notifications;

    public OrderListener(NotificationRepository notifications) {
        this.notifications = notifications;
    }

    public void confirmed(Sql tx, Event<OrderConfirmed> event) {
        var order = event.payload();
        record(tx, event, order.customerId(), order.orderId(), NotificationText.orderConfirmed(order.orderId(), order.total()));
    }

    public void rejected(Sql tx, Event<OrderRejected> event) {
        var order = event.payload();
        record(tx, event, order.customerId(), order.orderId(), NotificationText.orderRejected(order.orderId(), order.reason()));
    }

    public void cancelled(Sql tx, Event<OrderCancelled> event) {
        var order = event.payload();
        record(tx, event, order.customerId(), order.orderId(), NotificationText.orderCancelled(order.orderId(), order.total()));
    }

    private void record(Sql tx, Event<?> event, UUID customerId, UUID orderId, NotificationText letter) {
        notifications.record(tx, event, customerId, Optional.of(orderId), letter);
    }
}
