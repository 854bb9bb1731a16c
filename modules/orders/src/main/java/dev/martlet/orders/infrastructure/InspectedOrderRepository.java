package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.PaymentStatus;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.runtime.inspection.InspectedRecord;
import dev.martlet.platform.runtime.inspection.InspectedRecord.Waiting;
import dev.martlet.platform.runtime.inspection.RecordQuery;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table orders, as an operator sees it. */
final class InspectedOrderRepository {
    private static final SqlStatement LIST = list("orders.inspect", "");
    private static final SqlStatement LIST_BY_STATUS = list("orders.inspect-by-status", "status = :status\nand ");
    private static final SqlStatement LIST_BY_RARE_STATUS = list("orders.inspect-by-rare-status", "status = :status\nand status <> 'CONFIRMED'\nand ");
    private static final SqlStatement LIST_OF_CUSTOMER = list("orders.inspect-of-customer", "customer_id = :customer\nand ");
    private static final SqlStatement LIST_OF_CUSTOMER_BY_STATUS =
            list("orders.inspect-of-customer-by-status", "customer_id = :customer\nand status = :status\nand ");
    private static final SqlStatement FIND = SqlStatement.of("orders.inspect-one", """
            select %s, retry_at
            from orders
            where id = :id""".formatted(OrderRows.COLUMNS));

    private final Sql sql;

    InspectedOrderRepository(Sql sql) {
        this.sql = sql;
    }

    /** Newest first. An id is that of the order, or of its customer. */
    List<InspectedRecord> list(RecordQuery query) {
        Optional<OrderStatus> status = query.status().flatMap(InspectedOrderRepository::status);
        if (query.text().isPresent() || status.isEmpty() && query.status().isPresent()) {
            return List.of();
        }
        Optional<InspectedRecord> one = query.id().flatMap(this::find);
        if (one.isPresent()) {
            return one.filter(order -> query.before().isEmpty() && status.map(Enum::name).orElse(order.status()).equals(order.status())).stream().toList();
        }
        var statement = sql.prepare(statement(query.id().isPresent(), status));
        query.id().ifPresent(id -> statement.set("customer", id));
        status.ifPresent(value -> statement.set("status", value));
        return statement.set("before", query.before().orElse(Ids.MAX)).set("limit", query.limit()).list(InspectedOrderRepository::record);
    }

    Optional<InspectedRecord> find(UUID id) {
        return sql.prepare(FIND).set("id", id).first(InspectedOrderRepository::record);
    }

    private static Optional<OrderStatus> status(String name) {
        return List.of(OrderStatus.values()).stream().filter(status -> status.name().equals(name)).findFirst();
    }

    private static SqlStatement statement(boolean ofCustomer, Optional<OrderStatus> status) {
        if (ofCustomer) {
            return status.isPresent() ? LIST_OF_CUSTOMER_BY_STATUS : LIST_OF_CUSTOMER;
        }
        return status.map(value -> value == OrderStatus.CONFIRMED ? LIST_BY_STATUS : LIST_BY_RARE_STATUS).orElse(LIST);
    }

    private static InspectedRecord record(Row row) {
        Order order = OrderRows.read(row);
        return new InspectedRecord(
                order.id(),
                order.customerId(),
                order.status().name(),
                order.rejection().map(rejection -> rejection.reason().code()),
                order.total(),
                order.createdAt(),
                order.updatedAt(),
                actions(order),
                order.status().isFinal() ? Optional.empty() : Optional.of(waiting(order, row.optionalInstant("retry_at"))));
    }

    private static List<String> actions(Order order) {
        var actions = new ArrayList<String>();
        if (order.status() == OrderStatus.PENDING || order.status() == OrderStatus.CONFIRMED) {
            actions.add(OrderInspection.CANCEL);
        }
        if (!order.status().isFinal() && order.attempts() > 0) {
            actions.add(OrderInspection.RETRY);
        }
        return List.copyOf(actions);
    }

    /** The saga begins each attempt with its first step; this is the first one whose result is not recorded. */
    private static Waiting waiting(Order order, Optional<Instant> retryAt) {
        Optional<Instant> next = retryAt.filter(_ -> order.attempts() > 0);
        if (order.status() != OrderStatus.PENDING) {
            boolean isUndone = order.payment().status().filter(status -> status == PaymentStatus.CANCELLED || status == PaymentStatus.REFUNDED).isPresent();
            return isUndone ? new Waiting("release stock", List.of("products"), order.attempts(), next)
                    : new Waiting("cancel payment", List.of("payments"), order.attempts(), next);
        }
        if (order.total().isEmpty()) {
            return new Waiting("check customer and reserve stock", List.of("customers", "products"), order.attempts(), next);
        }
        boolean isCharged = order.payment().status().filter(status -> status == PaymentStatus.CAPTURED).isPresent();
        return isCharged
                ? new Waiting("confirm stock", List.of("products"), order.attempts(), next)
                : new Waiting("charge", List.of("payments"), order.attempts(), next);
    }

    private static SqlStatement list(String name, String conditions) {
        return SqlStatement.of(name, """
                select %s, retry_at
                from orders
                where %sid < :before
                order by id desc
                limit :limit""".formatted(OrderRows.COLUMNS, conditions));
    }
}
