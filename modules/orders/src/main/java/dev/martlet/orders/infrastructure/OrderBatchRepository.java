package dev.martlet.orders.infrastructure;

import dev.martlet.orders.domain.CardToken;
import dev.martlet.orders.domain.Order;
import dev.martlet.orders.domain.OrderStatus;
import dev.martlet.platform.events.Event;
import dev.martlet.platform.events.Outbox;
import dev.martlet.platform.runtime.idempotency.BatchedKeys;
import dev.martlet.platform.runtime.idempotency.IdempotencyClaim;
import dev.martlet.platform.runtime.idempotency.StoredResponse;
import dev.martlet.platform.sql.Batcher;
import dev.martlet.platform.sql.BoundStatement;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The first and the last statement of each order, for many orders at once. */
final class OrderBatchRepository {
    private static final String INSERT = """
            insert into orders (id, customer_id, lines, status, payment_method, payment_token, retry_at, created_at, updated_at)
            select
                id, customer_id, lines, 'PENDING', method, token,
                statement_timestamp() + lease * interval '1 millisecond', created_at, updated_at
            from unnest(
                cast(:ids as uuid[]), cast(:customers as uuid[]), cast(:lines as jsonb[]), cast(:methods as text[]), cast(:tokens as text[]),
                cast(:leases as bigint[]), cast(:createdAt as timestamptz[]), cast(:updatedAt as timestamptz[])
            ) with ordinality as given (id, customer_id, lines, method, token, lease, created_at, updated_at, n)
            where n = any(array(select n from granted))""";
    private static final SqlStatement OPEN = SqlStatement.of("orders.open", """
            with %s
            %s
            returning id""".formatted(BatchedKeys.CLAIMED, INSERT));
    private static final SqlStatement OPEN_AGAIN = SqlStatement.of("orders.open-again", """
            with %s,
            opened as (
                %s
                on conflict (id) do nothing
            )
            select n
            from granted""".formatted(BatchedKeys.CLAIMED_AGAIN, INSERT));

    /** {@code n = n + 0}: PostgreSQL expects one input, and so finds each order by its key, however small the table was when the plan was made. */
    private static final SqlStatement FINISH = SqlStatement.of("orders.finish", """
            with changed as (
                update orders
                set
                    status = given.status, lines = given.lines, payment_token = null, payment_id = given.payment,
                    payment_status = given.payment_status, retry_at = null, updated_at = given.updated_at
                from (
                    select id, from_status, status, lines, payment, payment_status, updated_at, n
                    from unnest(
                        cast(:ids as uuid[]), cast(:from as text[]), cast(:statuses as text[]), cast(:lines as jsonb[]),
                        cast(:payments as uuid[]), cast(:paymentStatuses as text[]), cast(:updatedAt as timestamptz[])
                    ) with ordinality as input (id, from_status, status, lines, payment, payment_status, updated_at, n)
                    where n = n + 0
                    order by id
                ) as given
                where orders.id = given.id
                and orders.status = given.from_status
                returning given.n
            ),
            %s,
            %s
            select n
            from changed""".formatted(Outbox.RECORDED, BatchedKeys.ANSWERED));

    private final Sql sql;
    private final Outbox outbox;
    private final Batcher<Opening, Boolean> openings;
    private final Batcher<Finishing, Boolean> finishings;

    /** @param sql runs each statement in a transaction of its own */
    OrderBatchRepository(Sql sql, MeterRegistry meters, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
        openings = Batcher.of(sql, meters, OPEN.name(), Opening::key, OrderBatchRepository::open);
        finishings = Batcher.of(sql, meters, FINISH.name(), finishing -> finishing.end().id(), this::finish);
    }

    /** @return whether the order was stored: its idempotency key was free */
    boolean open(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        return openings.run(new Opening(order, lease, claim));
    }

    /** Alone: a batch would be held up by the one that this waits for. @return whether the order is stored */
    boolean openAgain(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        return bind(sql.prepare(OPEN_AGAIN), List.of(new Opening(order, lease, claim))).exists();
    }

    /** @return whether the order had the status {@code from} */
    boolean finish(OrderStatus from, Order end, Event<?> event, Optional<StoredResponse> response) {
        return finishings.run(new Finishing(from, end, event, response));
    }

    private static List<Boolean> open(Sql sql, List<Opening> openings) {
        var stored = new HashSet<>(bind(sql.prepare(OPEN), openings).list(row -> row.uuid("id")));
        return openings.stream().map(opening -> stored.contains(opening.order().id())).toList();
    }

    private static BoundStatement bind(BoundStatement statement, List<Opening> openings) {
        List<Order> orders = openings.stream().map(Opening::order).toList();
        return BatchedKeys.claim(statement, openings.stream().map(Opening::claim).toList())
                .setEach("ids", orders, Order::id)
                .setEach("customers", orders, Order::customerId)
                .setEach("lines", orders, StoredLine::allOf)
                .setEach("methods", orders, order -> order.payment().method())
                .setEach("tokens", orders, order -> order.payment().token().map(CardToken::value))
                .setEach("leases", openings, opening -> opening.lease().toMillis())
                .setEach("createdAt", orders, Order::createdAt)
                .setEach("updatedAt", orders, Order::updatedAt);
    }

    private List<Boolean> finish(Sql sql, List<Finishing> finishings) {
        List<Order> ends = finishings.stream().map(Finishing::end).toList();
        var statement = sql.prepare(FINISH)
                .setEach("ids", ends, Order::id)
                .setEach("from", finishings, Finishing::from)
                .setEach("statuses", ends, Order::status)
                .setEach("lines", ends, StoredLine::allOf)
                .setEach("payments", ends, end -> end.payment().id())
                .setEach("paymentStatuses", ends, end -> end.payment().status())
                .setEach("updatedAt", ends, Order::updatedAt);
        outbox.set(statement, finishings.stream().<Event<?>>map(Finishing::event).toList());
        BatchedKeys.answer(statement, finishings.stream().map(Finishing::response).toList());
        Set<Long> changed = new HashSet<>(statement.list(row -> row.number("n")));
        return IntStream.rangeClosed(1, ends.size()).mapToObj(n -> changed.contains((long) n)).toList();
    }

    private record Opening(Order order, Duration lease, Optional<IdempotencyClaim> claim) {
        Object key() {
            return claim.<Object>map(mine -> List.of(mine.caller(), mine.path(), mine.key())).orElse(order.id());
        }
    }

    private record Finishing(OrderStatus from, Order end, Event<?> event, Optional<StoredResponse> response) {}
}
