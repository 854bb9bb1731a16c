package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.Orders;
import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import dev.martlet.platform.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table orders, as the use cases need it. */
public final class OrderRepository implements Orders {
    private static final String OPEN = """
            with claimed as (
                select claim_key(?) as is_free)
            insert into orders (id, customer_id, lines, status, payment_method, payment_token, retry_at, created_at, updated_at)
            select
                cast(? as uuid), cast(? as uuid), cast(? as jsonb), 'PENDING', ?, ?,
                statement_timestamp() + ? * interval '1 millisecond', cast(? as timestamptz), cast(? as timestamptz)
            from claimed
            where is_free
            returning id""";

    private static final String FIND = """
            select %s
            from orders
            where id = ?""".formatted(OrderRows.COLUMNS);

    /** The first attempt holds the lease until the order is final or postponed. */
    private static final String FIND_UNLESS_IN_FIRST_ATTEMPT = """
            select %s
            from orders
            where id = ?
            and (attempts > 0 or retry_at is null or retry_at <= statement_timestamp())""".formatted(OrderRows.COLUMNS);

    private static final String BEGIN_UNDO = """
            update orders
            set
                status = ?, reason = ?, reason_products = ?, lines = ?, payment_token = null, payment_id = ?, payment_status = ?,
                attempts = ?, retry_at = statement_timestamp() + ? * interval '1 millisecond', updated_at = ?
            where id = ?
            and status = ?""";

    private static final String FINISH = """
            with finished as (
                update orders
                set status = ?, lines = ?, payment_token = null, payment_id = ?, payment_status = ?, retry_at = null, updated_at = ?
                where id = ?
                and status = ?
                returning id)
            select id, record_event(?), keep_answer(?)
            from finished""";

    private static final String POSTPONE = """
            update orders
            set
                lines = ?, payment_id = ?, payment_status = ?, attempts = greatest(attempts, 1),
                retry_at = statement_timestamp() + ? * interval '1 millisecond'
            where id = ?
            and status = ?""";

    /** Materialized: an {@code in (select …)} may be planned so that the inner part runs once for each order. */
    private static final String TAKE = """
            with due as materialized (
                select id as due_id
                from orders
                where retry_at <= statement_timestamp()
                order by retry_at
                limit ?
                for update skip locked)
            update orders
            set attempts = attempts + 1, retry_at = statement_timestamp() + ? * interval '1 millisecond'
            from due
            where id = due_id
            returning %s""".formatted(OrderRows.COLUMNS);

    private static final String TIME_TO_NEXT_DUE = """
            select cast(extract(epoch from min(retry_at) - statement_timestamp()) * 1000 as bigint) as millis
            from orders
            where retry_at is not null""";

    private final Sql sql;
    private final Outbox outbox;

    /** @param sql runs each statement in a transaction of its own */
    public OrderRepository(Sql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    @Override
    public boolean open(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        return sql.first(OPEN, row -> row.uuid("id"),
                        claim, order.id(), order.customerId(), lines(order), order.payment().method(), token(order), lease.toMillis(),
                        order.createdAt(), order.updatedAt())
                .isPresent();
    }

    @Override
    public Optional<Order> find(UUID id) {
        return sql.first(FIND, OrderRows::read, id);
    }

    /** Empty while the order's first attempt is running. */
    Optional<Order> findUnlessInFirstAttempt(UUID id) {
        return sql.first(FIND_UNLESS_IN_FIRST_ATTEMPT, OrderRows::read, id);
    }

    @Override
    public boolean begin(OrderStatus from, Order undoing, Duration lease) {
        return sql.execute(BEGIN_UNDO,
                undoing.status(), undoing.rejection().map(Rejection::reason), products(undoing), lines(undoing),
                undoing.payment().id(), undoing.payment().status(), undoing.attempts(), lease.toMillis(), undoing.updatedAt(),
                undoing.id(), from) == 1;
    }

    @Override
    public boolean finish(OrderStatus from, Order end, Event<?> event, Optional<StoredResponse> response) {
        return sql.first(FINISH, row -> row.uuid("id"),
                        end.status(), lines(end), end.payment().id(), end.payment().status(), end.updatedAt(), end.id(), from,
                        outbox.parameter(event), response)
                .isPresent();
    }

    @Override
    public void postpone(Order order, Duration delay) {
        sql.execute(POSTPONE, lines(order), order.payment().id(), order.payment().status(), delay.toMillis(), order.id(), order.status());
    }

    @Override
    public List<Order> take(int limit, Duration lease) {
        return sql.list(TAKE, OrderRows::read, limit, lease.toMillis());
    }

    @Override
    public Optional<Duration> timeToNextDue() {
        return sql.first(TIME_TO_NEXT_DUE, row -> row.optionalNumber("millis")).flatMap(millis -> millis).map(Duration::ofMillis);
    }

    private static List<StoredLine> lines(Order order) {
        return order.lines().stream().map(StoredLine::of).toList();
    }

    private static List<UUID> products(Order order) {
        return order.rejection().map(Rejection::productIds).orElse(List.of());
    }

    private static Optional<String> token(Order order) {
        return order.payment().token().map(CardToken::value);
    }
}
