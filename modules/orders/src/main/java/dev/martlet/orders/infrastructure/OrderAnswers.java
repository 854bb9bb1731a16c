package dev.martlet.orders.infrastructure;

import dev.martlet.kernel.http.Answer;
import dev.martlet.orders.domain.Order;

/** What POST /orders answers, made from how the order stands. */
final class OrderAnswers {
    private OrderAnswers() {}

    static Answer of(Order order) {
        return switch (order.status()) {
            case CONFIRMED, CANCELLED -> Answer.created(location(order), OrderView.of(order));
            case PENDING, REJECTING, CANCELLING -> unfinished(order);
            case REJECTED -> Answer.of(RejectionProblems.of(order));
        };
    }

    /** It will be finished, but not within this request. */
    static Answer unfinished(Order order) {
        return Answer.accepted(location(order), OrderView.of(order));
    }

    private static String location(Order order) {
        return "/orders/" + order.id();
    }
}
