package dev.martlet.orders.infrastructure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.platform.sql.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The JSON of a status change in the stream of an order. */
record StatusChange(
        UUID orderId, OrderStatus status, @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason, Instant occurredAt) {

    static StatusChange of(Order order) {
        return of(order.id(), order.status(), order.rejection(), order.updatedAt());
    }

    static StatusChange of(Row row) {
        return of(row.uuid("id"), row.constant("status", OrderStatus.class), OrderRows.rejection(row), row.instant("updated_at"));
    }

    private static StatusChange of(UUID id, OrderStatus status, Optional<Rejection> rejection, Instant updatedAt) {
        return new StatusChange(
                id, status.shown(), rejection.filter(_ -> status == OrderStatus.REJECTED).map(why -> why.reason().code()), updatedAt);
    }
}
