package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import java.time.Duration;

/** Called after each attempt to finish an order, with the order's status after it. Must not block or throw. */
@FunctionalInterface
public interface AttemptListener {
    void ended(Order order, Duration time);
}
