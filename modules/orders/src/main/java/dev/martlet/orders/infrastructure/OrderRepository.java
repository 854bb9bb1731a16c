package dev.martlet.orders.infrastructure;

import dev.martlet.orders.application.Orders;
import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.orders.domain.Rejection;
import dev.martlet.platform.core.work.Deadline;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import dev.martlet.platform.sql.DatabaseUnavailable;
import dev.martlet.platform.sql.Sql;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table orders, as the use cases see it. */
public final class OrderRepository implements Orders {
    private static final Logger LOG = System.getLogger(OrderRepository.class.getName());
    private static final Duration TIME_TO_KEEP = Duration.ofSeconds(1);

    private final Sql sql;
    private final Optional<OrderReceipt> receipt;

    /** @param sql runs each statement in a transaction of its own */
    public OrderRepository(Sql sql) {
        this(sql, Optional.empty());
    }

    private OrderRepository(Sql sql, Optional<OrderReceipt> receipt) {
        this.sql = sql;
        this.receipt = receipt;
    }

    /** The same for one request: opens an order only if the request's key is free, and keeps the answer with the final status. */
    OrderRepository keeping(OrderReceipt receipt) {
        return new OrderRepository(sql, Optional.of(receipt));
    }

    @Override
    public boolean open(Order order, Instant retryAt) {
        return sql.first("""
                with claimed as (
                    select claim_key(?) as is_free)
                insert into orders (id, customer_id, lines, status, payment_method, payment_token, retry_at, created_at, updated_at)
                select
                    cast(? as uuid), cast(? as uuid), cast(? as jsonb), 'PENDING', ?, ?,
                    cast(? as timestamptz), cast(? as timestamptz), cast(? as timestamptz)
                from claimed
                where is_free
                returning id
                """, row -> row.uuid("id"),
                claim(), order.id(), order.customerId(), lines(order), order.payment().method(), token(order),
                retryAt, order.createdAt(), order.updatedAt())
                .isPresent();
    }

    @Override
    public Optional<Order> find(UUID id) {
        return sql.first("""
                select %s
                from orders
                where id = ?
                """.formatted(OrderRows.COLUMNS), OrderRows::read, id);
    }

    @Override
    public boolean begin(OrderStatus from, Order undoing, Instant retryAt) {
        return sql.execute("""
                update orders
                set status = ?, reason = ?, reason_products = ?, lines = ?, payment_token = null, payment_id = ?, payment_status = ?,
                    attempts = ?, retry_at = ?, updated_at = ?
                where id = ? and status = ?
                """,
                undoing.status(), undoing.rejection().map(Rejection::reason), products(undoing), lines(undoing),
                undoing.payment().id(), undoing.payment().status(), undoing.attempts(), retryAt, undoing.updatedAt(), undoing.id(), from) == 1;
    }

    @Override
    public boolean finish(OrderStatus from, Order end, Event<?> news) {
        return sql.first("""
                with finished as (
                    update orders
                    set status = ?, lines = ?, payment_token = null, payment_id = ?, payment_status = ?, retry_at = null, updated_at = ?
                    where id = ? and status = ?
                    returning id)
                select id, record_event(?), keep_answer(?)
                from finished
                """, row -> row.uuid("id"),
                end.status(), lines(end), end.payment().id(), end.payment().status(), end.updatedAt(), end.id(), from, news, answer(end))
                .isPresent();
    }

    @Override
    public void postpone(Order order, Instant retryAt) {
        sql.execute("""
                update orders
                set lines = ?, payment_id = ?, payment_status = ?, attempts = greatest(attempts, 1), retry_at = ?
                where id = ? and status = ?
                """, lines(order), order.payment().id(), order.payment().status(), retryAt, order.id(), order.status());
    }

    /** Materialized: an {@code in (select …)} may be planned so that the inner part runs once for each order. */
    @Override
    public List<Order> take(int limit, Instant now, Instant retryAt) {
        return sql.list("""
                with due as materialized (
                    select id as due_id
                    from orders
                    where retry_at <= ?
                    order by retry_at
                    limit ?
                    for update skip locked)
                update orders
                set attempts = attempts + 1, retry_at = ?
                from due
                where id = due_id
                returning %s
                """.formatted(OrderRows.COLUMNS), OrderRows::read, now, limit, retryAt);
    }

    @Override
    public Optional<Instant> nextDue() {
        return sql.first("""
                select min(retry_at) as due
                from orders
                where retry_at is not null
                """, row -> row.optionalInstant("due")).flatMap(due -> due);
    }

    /** Keeps an answer to a request that ended otherwise than by finishing its order. */
    void keep(Optional<StoredResponse> answer) {
        if (answer.isPresent()) {
            sql.first("select keep_answer(?) as kept", row -> row.flag("kept"), answer);
        }
    }

    /** The same; if the database is away now, a repetition is answered by how the order stands then. */
    void keepIfPossible(Optional<StoredResponse> answer) {
        try {
            Deadline.within(TIME_TO_KEEP, () -> {
                keep(answer);
                return true;
            });
        } catch (DatabaseUnavailable _) {
            LOG.log(Level.DEBUG, "an answer could not be kept");
        }
    }

    /** @return whether the key is free, or there is none */
    boolean claim(Optional<IdempotencyClaim> claim) {
        return claim.isEmpty() || sql.first("select claim_key(?) as is_free", row -> row.flag("is_free"), claim).orElseThrow();
    }

    private Optional<IdempotencyClaim> claim() {
        return receipt.flatMap(OrderReceipt::claim);
    }

    private Optional<StoredResponse> answer(Order end) {
        return receipt.flatMap(mine -> mine.of(end));
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
