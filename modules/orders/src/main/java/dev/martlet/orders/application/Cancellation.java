package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;

/** What became of the wish to cancel an order. */
public sealed interface Cancellation {
    /** Everything has been given back, now or before. */
    record Cancelled(Order order) implements Cancellation {}

    /** It will end cancelled, or rejected if its rejection had begun before; a module did not answer in time. */
    record Unfinished(Order order) implements Cancellation {}

    /** It was rejected. */
    record NotCancellable(Order order) implements Cancellation {}

    /** There is no such order. */
    record Unknown() implements Cancellation {}
}
