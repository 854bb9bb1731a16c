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

/** The table orders, as lists, streams and metrics need it. */
public final class OrderListRepository {
    private static final UUID LAST_ID = new UUID(-1, -1);

    /** The conditions that are needed and no others, so that each combination has the plan that suits it. */
    private static final String LIST = """
            select %s
            from orders
            where %s
            order by id desc
            limit ?""";

    private static final String STATUS_CHANGES = """
            select id, status, reason, reason_products, updated_at
            from orders
            where id = any(?)""";

    private static final String OLDEST_UNFINISHED = """
            select min(created_at) as oldest
            from orders
            where retry_at is not null""";

    private final Sql sql;

    public OrderListRepository(Sql sql) {
        this.sql = sql;
    }

    /** @param statuses any of these; empty: all */
    public Slice<Order> list(Optional<UUID> customerId, List<OrderStatus> statuses, PageRequest page) {
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
        conditions.add("id < ?");
        parameters.add(page.before().orElse(LAST_ID));
        parameters.add(page.fetch());
        return sql.slice(LIST.formatted(OrderRows.COLUMNS, String.join("\nand ", conditions)), OrderRows::read, parameters.toArray());
    }

    List<StatusChange> statuses(Collection<UUID> ids) {
        return sql.list(STATUS_CHANGES, StatusChange::of, (Object) ids.toArray(UUID[]::new));
    }

    /** When the oldest unfinished order was placed. */
    Optional<Instant> oldestUnfinished() {
        return sql.first(OLDEST_UNFINISHED, row -> row.optionalInstant("oldest")).flatMap(oldest -> oldest);
    }
}
