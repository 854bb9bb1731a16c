package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table orders, as lists, streams and metrics need it. */
public final class OrderListRepository {

    private static final SqlStatement LIST = list("orders.list", "");
    private static final SqlStatement LIST_BY_STATUS = list("orders.list-by-status", "status = :status\nand ");
    private static final SqlStatement LIST_BY_STATUSES = list("orders.list-by-statuses", "status = any(:statuses)\nand ");
    /** Only these use the index on the status, which has no confirmed orders. */
    private static final SqlStatement LIST_BY_RARE_STATUS = list("orders.list-by-rare-status", "status = :status\nand status <> 'CONFIRMED'\nand ");
    private static final SqlStatement LIST_BY_RARE_STATUSES =
            list("orders.list-by-rare-statuses", "status = any(:statuses)\nand status <> 'CONFIRMED'\nand ");
    private static final SqlStatement LIST_OF_CUSTOMER = list("orders.list-of-customer", "customer_id = :customer\nand ");
    private static final SqlStatement LIST_OF_CUSTOMER_BY_STATUS =
            list("orders.list-of-customer-by-status", "customer_id = :customer\nand status = :status\nand ");
    private static final SqlStatement LIST_OF_CUSTOMER_BY_STATUSES =
            list("orders.list-of-customer-by-statuses", "customer_id = :customer\nand status = any(:statuses)\nand ");

    private static final SqlStatement STATUS_CHANGES = SqlStatement.of("orders.list-status-changes", """
            select id, status, reason, reason_products, updated_at
            from orders
            where id = any(:ids)""");

    private static final SqlStatement OLDEST_UNFINISHED = SqlStatement.of("orders.find-oldest-unfinished", """
            select min(created_at) as oldest
            from orders
            where retry_at is not null""");

    private final Sql sql;

    public OrderListRepository(Sql sql) {
        this.sql = sql;
    }

    /** @param statuses any of these; empty: all */
    public Slice<Order> list(Optional<UUID> customerId, List<OrderStatus> statuses, PageRequest page) {
        var statement = sql.prepare(statement(customerId.isPresent(), statuses));
        customerId.ifPresent(id -> statement.set("customer", id));
        if (statuses.size() == 1) {
            statement.set("status", statuses.getFirst());
        } else if (!statuses.isEmpty()) {
            statement.set("statuses", statuses.stream().map(OrderStatus::name).toArray(String[]::new));
        }
        return statement.set("before", page.beforeOrMax()).set("limit", page.fetch()).slice(OrderRows::read);
    }

    List<StatusChange> statuses(Collection<UUID> ids) {
        return sql.prepare(STATUS_CHANGES).set("ids", ids.toArray(UUID[]::new)).list(StatusChange::of);
    }

    /** When the oldest unfinished order was placed. */
    Optional<Instant> oldestUnfinished() {
        return sql.prepare(OLDEST_UNFINISHED).first(row -> row.optionalInstant("oldest")).flatMap(oldest -> oldest);
    }

    /** A statement for each combination of filters, so that each has the plan that suits it. */
    private static SqlStatement statement(boolean ofCustomer, List<OrderStatus> statuses) {
        boolean rare = !statuses.contains(OrderStatus.CONFIRMED);
        return switch (statuses.size()) {
            case 0 -> ofCustomer ? LIST_OF_CUSTOMER : LIST;
            case 1 -> ofCustomer ? LIST_OF_CUSTOMER_BY_STATUS : rare ? LIST_BY_RARE_STATUS : LIST_BY_STATUS;
            default -> ofCustomer ? LIST_OF_CUSTOMER_BY_STATUSES : rare ? LIST_BY_RARE_STATUSES : LIST_BY_STATUSES;
        };
    }

    private static SqlStatement list(String name, String conditions) {
        return SqlStatement.of(name, """
                select %s
                from orders
                where %sid < :before
                order by id desc
                limit :limit""".formatted(OrderRows.COLUMNS, conditions));
    }
}
