package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.Rejection;

/** What follows a step of the saga. Each outcome has the order with what is known of it by now. */
sealed interface Next {
    Order order();

    /** The step is done: continue with the next one. */
    record Continue(Order order) implements Next {}

    /** The order cannot be confirmed: give back stock and money. */
    record Reject(Order order, Rejection why) implements Next {}

    /** The outcome of a call is still unknown: run the saga again later. */
    record Later(Order order) implements Next {}

    /** Another run has changed the order: continue from its stored status. */
    record Superseded(Order order) implements Next {}
}
