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
import java.util.Optional;
import java.util.UUID;

/** The table payments, as the use cases see it. */
public final class PaymentRepository implements Payments {
    private static final SqlStatement OPEN = SqlStatement.of("payments.open", """
            insert into payments (id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at)
            values (:id, :order, :customer, :amount, :currency, :method, 'AUTHORIZED', :now, :now)
            on conflict (order_id) do nothing
            returning id, order_id, method, state""");
    private static final SqlStatement FIND_BY_ORDER = SqlStatement.of("payments.find-by-order", """
            select id, order_id, method, state
            from payments
            where order_id = :order""");
    private static final SqlStatement SETTLE = SqlStatement.of("payments.settle", """
            update payments
            set state = :end, updated_at = :now
            where order_id = :order and state = 'AUTHORIZED'
            returning id, order_id, method, state""");
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
        return sql.prepare(OPEN)
                .set("id", Ids.next())
                .set("order", order.orderId())
                .set("customer", order.customerId())
                .set("amount", order.amount().amount())
                .set("currency", order.amount().currency())
                .set("method", order.method())
                .set("now", now)
                .first(PaymentRepository::payment);
    }

    @Override
    public Optional<Payment> find(UUID orderId) {
        return sql.prepare(FIND_BY_ORDER).set("order", orderId).first(PaymentRepository::payment);
    }

    @Override
    public Optional<Payment> settle(UUID orderId, PaymentState end, Instant now) {
        return sql.prepare(SETTLE).set("order", orderId).set("end", end).set("now", now).first(PaymentRepository::payment);
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

    private static Payment payment(Row row) {
        return new Payment(
                row.uuid("id"),
                row.uuid("order_id"),
                row.optionalText("method").map(PaymentMethod::valueOf),
                row.constant("state", PaymentState.class));
    }
}
