package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.http.Response;

/** What POST /orders answers, made from how the order stands. */
final class OrderResponses {
    private OrderResponses() {}

    static Response of(Order order) {
        return switch (order.status()) {
            case CONFIRMED, CANCELLED -> Response.created(location(order), OrderView.of(order));
            case PENDING, REJECTING, CANCELLING -> unfinished(order);
            case REJECTED -> Response.of(RejectionProblems.of(order));
        };
    }

    /** It will be finished, but not within this request. */
    static Response unfinished(Order order) {
        return Response.accepted(location(order), OrderView.of(order));
    }

    private static String location(Order order) {
        return "/orders/" + order.id();
    }
}
