package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents.OrderRejected;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.Optional;

/** Handles the events of orders: records a notification for each outcome of an order. */
public final class OrderHandlers {
    private final Notifications notifications;

    public OrderHandlers(Notifications notifications) {
        this.notifications = notifications;
    }

    public void confirmed(Sql tx, Event<OrderConfirmed> event) {
        var order = event.payload();
        var text = NotificationText.orderConfirmed(order.orderId(), order.total());
        notifications.in(tx).record(event, order.customerId(), Optional.of(order.orderId()), text);
    }

    public void rejected(Sql tx, Event<OrderRejected> event) {
        var order = event.payload();
        var text = NotificationText.orderRejected(order.orderId(), order.reason());
        notifications.in(tx).record(event, order.customerId(), Optional.of(order.orderId()), text);
    }

    public void cancelled(Sql tx, Event<OrderCancelled> event) {
        var order = event.payload();
        var text = NotificationText.orderCancelled(order.orderId(), order.total());
        notifications.in(tx).record(event, order.customerId(), Optional.of(order.orderId()), text);
    }
}
