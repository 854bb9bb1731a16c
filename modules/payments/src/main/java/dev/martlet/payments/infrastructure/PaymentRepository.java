package dev.martlet.payments.infrastructure;

import dev.martlet.payments.api.ChargeOrder;
import dev.martlet.payments.api.PaymentMethod;
import dev.martlet.payments.application.Payment;
import dev.martlet.payments.application.Payments;
import dev.martlet.payments.domain.PaymentState;
import dev.martlet.platform.core.Ids;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table payments, as the use cases see it. */
public final class PaymentRepository implements Payments {
    private final Sql sql;

    /** @param sql runs each statement in a transaction of its own */
    public PaymentRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Payment> open(ChargeOrder order, Instant now) {
        return sql.first("""
                insert into payments (id, order_id, customer_id, due_amount, due_currency, method, state, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, 'AUTHORIZED', ?, ?)
                on conflict (order_id) do nothing
                returning id, order_id, method, state
                """, PaymentRepository::payment,
                Ids.next(), order.orderId(), order.customerId(), order.amount().amount(), order.amount().currency(), order.method(), now, now);
    }

    @Override
    public Optional<Payment> find(UUID orderId) {
        return sql.first("""
                select id, order_id, method, state
                from payments
                where order_id = ?
                """, PaymentRepository::payment, orderId);
    }

    @Override
    public Optional<Payment> settle(UUID orderId, PaymentState end, Instant now) {
        return sql.first("""
                update payments
                set state = ?, updated_at = ?
                where order_id = ? and state = 'AUTHORIZED'
                returning id, order_id, method, state
                """, PaymentRepository::payment, end, now, orderId);
    }

    @Override
    public Payment undo(UUID orderId, Instant now) {
        return sql.first("""
                insert into payments as p (id, order_id, state, created_at, updated_at)
                values (?, ?, 'CANCELLED', ?, ?)
                on conflict (order_id) do update
                set state = case p.state when 'AUTHORIZED' then 'CANCELLING' when 'CAPTURED' then 'REFUNDING' else p.state end,
                    asked_at = case when p.state in ('AUTHORIZED', 'CAPTURED', 'CANCELLING', 'REFUNDING') then excluded.updated_at end
                returning id, order_id, method, state
                """, PaymentRepository::payment, Ids.next(), orderId, now, now).orElseThrow();
    }

    @Override
    public void reopen(UUID orderId, Instant now) {
        sql.execute("""
                update payments
                set state = 'CANCELLING', asked_at = ?, updated_at = ?
                where order_id = ? and state in ('CANCELLED', 'DECLINED')
                """, now, now, orderId);
    }

    @Override
    public Optional<Payment> finish(UUID orderId, PaymentState end, Instant now) {
        return sql.first("""
                update payments
                set state = ?, asked_at = null, updated_at = ?
                where order_id = ? and (state in ('CANCELLING', 'REFUNDING') or state = 'CANCELLED' and ? = 'REFUNDED')
                returning id, order_id, method, state
                """, PaymentRepository::payment, end, now, orderId, end);
    }

    @Override
    public List<UUID> forgotten(Instant askedBefore, Instant now, int limit) {
        return sql.list("""
                with forgotten as materialized (
                    select id
                    from payments
                    where asked_at < ?
                    order by asked_at
                    limit ?
                    for update skip locked)
                update payments
                set asked_at = ?
                from forgotten
                where payments.id = forgotten.id
                returning order_id
                """, row -> row.uuid("order_id"), askedBefore, limit, now);
    }

    private static Payment payment(Row row) {
        return new Payment(
                row.uuid("id"),
                row.uuid("order_id"),
                row.optionalText("method").map(PaymentMethod::valueOf),
                row.constant("state", PaymentState.class));
    }
}
