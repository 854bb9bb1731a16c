package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;

/** Is told of each status that this process has put on record, right after. Never waits or throws. */
public interface StatusListener {
    void changed(Order order);
}
