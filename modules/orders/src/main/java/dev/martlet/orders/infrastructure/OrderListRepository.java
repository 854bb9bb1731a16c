package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.core.Slice;
import dev.martlet.platform.http.PageRequest;
import dev.martlet.platform.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table orders, as lists, streams and metrics see it. */
public final class OrderListRepository {
    private final Sql sql;

    public OrderListRepository(Sql sql) {
        this.sql = sql;
    }

    /** Only the conditions that are asked for stand in the statement, so that each combination has the plan that suits it. */
    Slice<Order> list(Optional<UUID> customerId, List<OrderStatus> statuses, PageRequest page) {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        customerId.ifPresent(id -> {
            conditions.add("customer_id = ?");
            parameters.add(id);
        });
        if (!statuses.isEmpty()) {
            conditions.add("status in (" + String.join(", ", Collections.nCopies(statuses.size(), "?")) + ")");
            parameters.addAll(statuses);
        }
        page.before().ifPresent(id -> {
            conditions.add("id < ?");
            parameters.add(id);
        });
        parameters.add(page.fetch());
        return sql.slice("""
                select %s
                from orders
                %s
                order by id desc
                limit ?
                """.formatted(OrderRows.COLUMNS, where(conditions)), OrderRows::read, parameters.toArray());
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }

    List<StatusChange> statuses(Collection<UUID> ids) {
        return sql.list("""
                select id, status, reason, reason_products, updated_at
                from orders
                where id = any(?)
                """, StatusChange::of, (Object) ids.toArray(UUID[]::new));
    }

    /** When the oldest order that is not finished was placed. */
    Optional<Instant> oldestUnfinished() {
        return sql.first("""
                select min(created_at) as oldest
                from orders
                where retry_at is not null
                """, row -> row.optionalInstant("oldest")).flatMap(oldest -> oldest);
    }
}
