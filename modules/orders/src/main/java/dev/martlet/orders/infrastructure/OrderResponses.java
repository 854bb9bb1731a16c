package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.platform.http.Response;

/** Makes the response to POST /orders from the order's status. */
final class OrderResponses {
    private OrderResponses() {}

    static Response of(Order order) {
        return switch (order.status()) {
            case CONFIRMED, CANCELLED -> Response.created(location(order), OrderView.of(order));
            case PENDING, REJECTING, CANCELLING -> unfinished(order);
            case REJECTED -> Response.of(RejectionProblems.of(order));
        };
    }

    /** The order will be finished after this request. */
    static Response unfinished(Order order) {
        return Response.accepted(location(order), OrderView.of(order));
    }

    private static String location(Order order) {
        return "/orders/" + order.id();
    }
}
