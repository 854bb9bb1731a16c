package dev.martlet.orders.application;

import dev.martlet.orders.domain.Order;

/** The outcome of {@link CancelOrder}. */
public sealed interface Cancellation {
    /** Everything has been given back, now or by an earlier request. */
    record Cancelled(Order order) implements Cancellation {}

    /** A module did not answer in time. The order will end CANCELLED, or REJECTED if its rejection had begun before. */
    record Unfinished(Order order) implements Cancellation {}

    /** The order was rejected. */
    record NotCancellable(Order order) implements Cancellation {}

    /** No such order. */
    record Unknown() implements Cancellation {}
}
