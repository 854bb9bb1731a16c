package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.application.Payments;
import dev.martlet.payments.domain.Payment;
import dev.martlet.payments.domain.PaymentMethod;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table payments, as the use cases see it. */
public final class PaymentRepository implements Payments {
    /**
     * In the order of the orders' ids: two statements that open the same payments cannot deadlock. The arrays are sub-selects, so that PostgreSQL does not
     * know their length when it plans: otherwise it would make a new plan with every call.
     */
    private static final SqlStatement OPEN = SqlStatement.of("payments.open", """
            insert into payments (id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at)
            select id, order_id, customer_id, due_amount, due_currency, method, 'AUTHORIZED', cast(:now as timestamptz), cast(:now as timestamptz)
            from unnest(
                (select cast(:ids as uuid[])), (select cast(:orders as uuid[])), (select cast(:customers as uuid[])),
                (select cast(:amounts as bigint[])), (select cast(:currencies as text[])), (select cast(:methods as text[]))
            ) as opened (id, order_id, customer_id, due_amount, due_currency, method)
            order by order_id
            on conflict (order_id) do nothing
            returning id""");
    private static final SqlStatement FIND_BY_ORDER = SqlStatement.of("payments.find-by-order", """
            select id, order_id, method, state
            from payments
            where order_id = :order""");
    /** {@code n = n + 0}: PostgreSQL expects one input, and so finds each payment by its key, however small the table was when the plan was made. */
    private static final SqlStatement SETTLE = SqlStatement.of("payments.settle", """
            update payments p
            set state = ended.state, updated_at = :now
            from (
                select order_id, state
                from unnest((select cast(:orders as uuid[])), (select cast(:ends as text[]))) with ordinality as ended (order_id, state, n)
                where n = n + 0
                order by order_id
            ) ended
            where p.order_id = ended.order_id and p.state = 'AUTHORIZED'
            returning p.id, p.order_id, p.method, p.state""");
    private static final SqlStatement UNDO = SqlStatement.of("payments.undo", """
            insert into payments as p (id, order_id, state, created_at, updated_at)
            values (:id, :order, 'CANCELLED', :now, :now)
            on conflict (order_id) do update
            set state = case p.state when 'AUTHORIZED' then 'CANCELLING' when 'CAPTURED' then 'REFUNDING' else p.state end,
                asked_at = case when p.state in ('AUTHORIZED', 'CAPTURED', 'CANCELLING', 'REFUNDING') then excluded.updated_at end
            returning id, order_id, method, state""");
    private static final SqlStatement REOPEN = SqlStatement.of("payments.reopen", """
            update payments
            set state = 'CANCELLING', asked_at = :now, updated_at = :now
            where order_id = :order and state in ('CANCELLED', 'DECLINED')""");
    private static final SqlStatement FINISH = SqlStatement.of("payments.finish", """
            update payments
            set state = :end, asked_at = null, updated_at = :now
            where order_id = :order and (state in ('CANCELLING', 'REFUNDING') or state = 'CANCELLED' and :end = 'REFUNDED')
            returning id, order_id, method, state""");
    private static final SqlStatement CLAIM_OPEN_REFUNDS = SqlStatement.of("payments.claim-open-refunds", """
            with claimed as materialized (
                select id
                from payments
                where asked_at < :attempted_before
                order by asked_at
                limit :limit
                for update skip locked)
            update payments
            set asked_at = :now
            from claimed
            where payments.id = claimed.id
            returning order_id""");

    private final Sql sql;

    /** @param sql runs each statement in a transaction of its own */
    public PaymentRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Payment> open(ChargeOrder order, Instant now) {
        return open(List.of(order), now).getFirst();
    }

    /** @param orders no order twice @return in the same order */
    List<Optional<Payment>> open(List<ChargeOrder> orders, Instant now) {
        var payments = orders.stream().map(PaymentRepository::authorized).toList();
        var opened = Set.copyOf(sql.prepare(OPEN)
                .setEach("ids", payments, Payment::id)
                .setEach("orders", orders, ChargeOrder::orderId)
                .setEach("customers", orders, ChargeOrder::customerId)
                .setEach("amounts", orders, order -> order.amount().amount())
                .setEach("currencies", orders, order -> order.amount().currency())
                .setEach("methods", orders, ChargeOrder::method)
                .set("now", now)
                .list(row -> row.uuid("id")));
        return payments.stream().map(payment -> Optional.of(payment).filter(mine -> opened.contains(mine.id()))).toList();
    }

    @Override
    public Optional<Payment> find(UUID orderId) {
        return sql.prepare(FIND_BY_ORDER).set("order", orderId).first(PaymentRepository::payment);
    }

    @Override
    public Optional<Payment> settle(UUID orderId, PaymentState end, Instant now) {
        return settle(Map.of(orderId, end), now).stream().findFirst();
    }

    /** @param ends for each order @return those that are settled now, in any order */
    List<Payment> settle(Map<UUID, PaymentState> ends, Instant now) {
        var orders = List.copyOf(ends.entrySet());
        return sql.prepare(SETTLE)
                .setEach("orders", orders, Map.Entry::getKey)
                .setEach("ends", orders, Map.Entry::getValue)
                .set("now", now)
                .list(PaymentRepository::payment);
    }

    @Override
    public Payment undo(UUID orderId, Instant now) {
        return sql.prepare(UNDO).set("id", Ids.next()).set("order", orderId).set("now", now).first(PaymentRepository::payment).orElseThrow();
    }

    @Override
    public void reopen(UUID orderId, Instant now) {
        sql.prepare(REOPEN).set("order", orderId).set("now", now).execute();
    }

    @Override
    public Optional<Payment> finish(UUID orderId, PaymentState end, Instant now) {
        return sql.prepare(FINISH).set("order", orderId).set("end", end).set("now", now).first(PaymentRepository::payment);
    }

    @Override
    public List<UUID> claimOpenRefunds(Instant attemptedBefore, Instant now, int limit) {
        return sql.prepare(CLAIM_OPEN_REFUNDS)
                .set("attempted_before", attemptedBefore)
                .set("now", now)
                .set("limit", limit)
                .list(row -> row.uuid("order_id"));
    }

    private static Payment authorized(ChargeOrder order) {
        return new Payment(Ids.next(), order.orderId(), Optional.of(PaymentMethod.valueOf(order.method().name())), PaymentState.AUTHORIZED);
    }

    private static Payment payment(Row row) {
        return new Payment(
                row.uuid("id"),
                row.uuid("order_id"),
                row.optionalText("method").map(PaymentMethod::valueOf),
                row.constant("state", PaymentState.class));
    }
}
