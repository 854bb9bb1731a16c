package dev.martlet.customers.infrastructure;

import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.CreditReservations;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import java.util.Optional;
import java.util.UUID;

/**
 * The table credit_reservations, and with it the reserved credit of customers. Whatever touches both locks the customer first and then the order's row,
 * which is what counting the locked customers is for: so no two statements wait for each other. Only the mark of an order that holds nothing needs no
 * customer.
 *
 * <p>New amounts are set from the locked row: PostgreSQL checks constraints on what it computes from the row of the statement's snapshot before it looks for
 * the newest one, and would refuse an amount that is only wrong for the old row.
 */
public final class CreditReservationRepository implements CreditReservations {
    /**
     * Locking the customer first makes their orders take turns, so that each sees what the one before has left. The last part finds an earlier
     * decision; it does not see a row that the statement itself has inserted.
     */
    @Override
    public Optional<CreditStatus> reserve(Sql sql, ReserveCredit wish) {
        var amount = wish.amount();
        return sql.first("""
                with customer as (
                    select id, reserved_amount, limit_currency = ? and limit_amount - reserved_amount >= ? as covers
                    from customers
                    where id = ?
                    for update
                ), decided as (
                    insert into credit_reservations (order_id, customer_id, amount, currency, status)
                    select
                        cast(? as uuid),
                        case when covers then id end,
                        case when covers then cast(? as bigint) end,
                        case when covers then ? end,
                        case when covers then 'RESERVED' else 'REFUSED' end
                    from customer
                    on conflict (order_id) do nothing
                    returning customer_id, amount, status
                ), charged as (
                    update customers
                    set reserved_amount = customer.reserved_amount + decided.amount
                    from decided, customer
                    where customers.id = decided.customer_id
                )
                select status
                from decided
                union all
                select status
                from credit_reservations
                where order_id = ?
                """,
                CreditReservationRepository::status,
                amount.currency(), amount.amount(), wish.customerId(), wish.orderId(), amount.amount(), amount.currency(), wish.orderId());
    }

    @Override
    public Optional<CreditStatus> find(Sql sql, UUID orderId) {
        return sql.first("""
                select status
                from credit_reservations
                where order_id = ?
                """, CreditReservationRepository::status, orderId);
    }

    /** A reservation that was made while this waited to leave its mark is there for the second look; one that then escapes was released by others. */
    @Override
    public void release(Sql sql, UUID orderId) {
        if (!releaseOnce(sql, orderId)) {
            releaseOnce(sql, orderId);
        }
    }

    private static boolean releaseOnce(Sql sql, UUID orderId) {
        return sql.first("""
                with customer as (
                    select c.id, c.reserved_amount
                    from credit_reservations r
                    join customers c on c.id = r.customer_id
                    where r.order_id = ?
                    for update of c
                ), released as (
                    update credit_reservations
                    set status = 'RELEASED'
                    where order_id = ?
                        and status <> 'RELEASED'
                        and (select count(*) from customer) >= 0
                    returning amount
                ), marked as (
                    insert into credit_reservations (order_id, status)
                    select cast(? as uuid), 'RELEASED'
                    where not exists (select from credit_reservations where order_id = ?)
                    on conflict do nothing
                    returning order_id
                ), given_back as (
                    update customers
                    set reserved_amount = customer.reserved_amount - released.amount
                    from released, customer
                    where customers.id = customer.id
                )
                select exists (select from released)
                    or exists (select from marked)
                    or exists (select from credit_reservations where order_id = ? and status = 'RELEASED') as released
                """, row -> row.flag("released"), orderId, orderId, orderId, orderId, orderId).orElseThrow();
    }

    private static CreditStatus status(Row row) {
        return row.constant("status", CreditStatus.class);
    }
}
