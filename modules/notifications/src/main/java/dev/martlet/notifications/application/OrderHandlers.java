package dev.martlet.notifications.application;

import dev.martlet.notifications.domain.NewNotification;
import dev.martlet.notifications.domain.NotificationText;
import dev.martlet.orders.api.OrderEvents.OrderCancelled;
import dev.martlet.orders.api.OrderEvents.OrderConfirmed;
import dev.martlet.orders.api.OrderEvents.OrderRejected;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Handles the events of orders: records a notification for each outcome of an order. */
public final class OrderHandlers {
    private final Notifications notifications;

    public OrderHandlers(Notifications notifications) {
        this.notifications = notifications;
    }

    public void confirmed(Sql tx, List<Event<OrderConfirmed>> events) {
        notifications.in(tx).record(events.stream().map(OrderHandlers::confirmed).toList());
    }

    public void rejected(Sql tx, List<Event<OrderRejected>> events) {
        notifications.in(tx).record(events.stream().map(OrderHandlers::rejected).toList());
    }

    public void cancelled(Sql tx, List<Event<OrderCancelled>> events) {
        notifications.in(tx).record(events.stream().map(OrderHandlers::cancelled).toList());
    }

    private static NewNotification confirmed(Event<OrderConfirmed> event) {
        var order = event.payload();
        return about(event, order.customerId(), order.orderId(), NotificationText.orderConfirmed(order.orderId(), order.total()));
    }

    private static NewNotification rejected(Event<OrderRejected> event) {
        var order = event.payload();
        return about(event, order.customerId(), order.orderId(), NotificationText.orderRejected(order.orderId(), order.reason()));
    }

    private static NewNotification cancelled(Event<OrderCancelled> event) {
        var order = event.payload();
        return about(event, order.customerId(), order.orderId(), NotificationText.orderCancelled(order.orderId(), order.total()));
    }

    private static NewNotification about(Event<?> event, UUID customerId, UUID orderId, NotificationText text) {
        return new NewNotification(event.id(), customerId, Optional.of(orderId), text);
    }
}
