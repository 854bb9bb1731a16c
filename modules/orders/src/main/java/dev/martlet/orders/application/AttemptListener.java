package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import java.time.Duration;

/** Is told of each attempt to take an order to its end, and how the order stood after it. Never waits or throws. */
public interface AttemptListener {
    void ended(Order order, Duration time);
}
