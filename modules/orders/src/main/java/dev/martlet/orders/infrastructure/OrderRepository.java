package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.DueOrder;
import dev.martlet.orders.application.Orders;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.platform.core.trace.Tracing;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table orders, as the use cases need it. */
public final class OrderRepository implements Orders {
    private static final SqlStatement FIND = SqlStatement.of("orders.find", """
            select %s
            from orders
            where id = :id""".formatted(OrderRows.COLUMNS));

    /** Takes the same time for an order of another customer as for none. */
    private static final SqlStatement FIND_OF_CUSTOMER = SqlStatement.of("orders.find-of-customer", """
            select %s
            from orders
            where id = :id
            and customer_id = :customer""".formatted(OrderRows.COLUMNS));

    /** The first attempt holds the lease until the order is final or postponed. */
    private static final SqlStatement FIND_UNLESS_IN_FIRST_ATTEMPT = SqlStatement.of("orders.find-unless-in-first-attempt", """
            select %s
            from orders
            where id = :id
            and (attempts > 0 or retry_at is null or retry_at <= statement_timestamp())""".formatted(OrderRows.COLUMNS));

    private static final SqlStatement BEGIN_UNDO = SqlStatement.of("orders.begin-undo", """
            update orders
            set
                status = :status, reason = :reason, reason_products = :products, lines = :lines,
                payment_token = null, payment_id = :payment, payment_status = :paymentStatus,
                attempts = :attempts, retry_at = statement_timestamp() + :lease * interval '1 millisecond', updated_at = :updatedAt
            where id = :id
            and status = :from""");

    private static final SqlStatement POSTPONE = SqlStatement.of("orders.postpone", """
            update orders
            set
                lines = :lines, payment_id = :payment, payment_status = :paymentStatus, attempts = greatest(attempts, 1),
                traceparent = coalesce(traceparent, :traceparent), retry_at = statement_timestamp() + :delay * interval '1 millisecond'
            where id = :id
            and status = :status""");

    /** Materialized: an {@code in (select …)} may be planned so that the inner part runs once for each order. */
    private static final SqlStatement TAKE = SqlStatement.of("orders.take-due", """
            with due as materialized (
                select id as due_id
                from orders
                where retry_at <= statement_timestamp()
                order by retry_at
                limit :limit
                for update skip locked
            )
            update orders
            set attempts = attempts + 1, retry_at = statement_timestamp() + :lease * interval '1 millisecond'
            from due
            where id = due_id
            returning %s, traceparent""".formatted(OrderRows.COLUMNS));

    private static final SqlStatement TIME_TO_NEXT_DUE = SqlStatement.of("orders.time-to-next-due", """
            select cast(extract(epoch from min(retry_at) - statement_timestamp()) * 1000 as bigint) as millis
            from orders
            where retry_at is not null""");

    private static final SqlStatement RETRY_NOW = SqlStatement.of("orders.retry-now", """
            update orders
            set retry_at = statement_timestamp()
            where id = :id
            and attempts > 0
            and retry_at is not null""");

    private final Sql sql;
    private final OrderBatchRepository batches;

    /** @param sql runs each statement in a transaction of its own */
    public OrderRepository(Sql sql, MeterRegistry meters, Outbox outbox) {
        this.sql = sql;
        batches = new OrderBatchRepository(sql, meters, outbox);
    }

    @Override
    public boolean open(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        return batches.open(order, lease, claim);
    }

    @Override
    public boolean openAgain(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        return batches.openAgain(order, lease, claim);
    }

    @Override
    public Optional<Order> find(UUID id) {
        return sql.prepare(FIND).set("id", id).first(OrderRows::read);
    }

    /** @param customer only an order of this one, if there is one */
    Optional<Order> find(UUID id, Optional<UUID> customer) {
        return customer.map(own -> sql.prepare(FIND_OF_CUSTOMER).set("id", id).set("customer", own).first(OrderRows::read)).orElseGet(() -> find(id));
    }

    /** Empty while the order's first attempt is running. */
    Optional<Order> findUnlessInFirstAttempt(UUID id) {
        return sql.prepare(FIND_UNLESS_IN_FIRST_ATTEMPT).set("id", id).first(OrderRows::read);
    }

    @Override
    public boolean begin(OrderStatus from, Order undoing, Duration lease) {
        return sql.prepare(BEGIN_UNDO)
                .set("status", undoing.status())
                .set("reason", undoing.rejection().map(Rejection::reason))
                .set("products", undoing.rejection().map(Rejection::productIds).orElse(List.of()))
                .set("lines", StoredLine.allOf(undoing))
                .set("payment", undoing.payment().id())
                .set("paymentStatus", undoing.payment().status())
                .set("attempts", undoing.attempts())
                .set("lease", lease.toMillis())
                .set("updatedAt", undoing.updatedAt())
                .set("id", undoing.id())
                .set("from", from)
                .execute() == 1;
    }

    @Override
    public boolean finish(OrderStatus from, Order end, Event<?> event, Optional<StoredResponse> response) {
        return batches.finish(from, end, event, response);
    }

    @Override
    public void postpone(Order order, Duration delay) {
        sql.prepare(POSTPONE)
                .set("lines", StoredLine.allOf(order))
                .set("payment", order.payment().id())
                .set("paymentStatus", order.payment().status())
                .set("traceparent", Tracing.anyParent())
                .set("delay", delay.toMillis())
                .set("id", order.id())
                .set("status", order.status())
                .execute();
    }

    @Override
    public List<DueOrder> take(int limit, Duration lease) {
        return sql.prepare(TAKE).set("limit", limit).set("lease", lease.toMillis())
                .list(row -> new DueOrder(OrderRows.read(row), row.optionalText("traceparent")));
    }

    @Override
    public Optional<Duration> timeToNextDue() {
        return sql.prepare(TIME_TO_NEXT_DUE).first(row -> row.optionalNumber("millis")).flatMap(millis -> millis).map(Duration::ofMillis);
    }

    @Override
    public boolean retryNow(UUID id) {
        return sql.prepare(RETRY_NOW).set("id", id).execute() == 1;
    }
}
