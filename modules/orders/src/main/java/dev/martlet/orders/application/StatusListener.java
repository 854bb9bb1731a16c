package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;

/** Called after each change of status that this process has stored. Must not block or throw. */
@FunctionalInterface
public interface StatusListener {
    void changed(Order order);
}
