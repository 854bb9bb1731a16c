package dev.martlet.customers.infrastructure;

import dev.martlet.customers.api.ReserveCredit;
import dev.martlet.customers.application.CreditReservations;
import dev.martlet.customers.domain.CreditStatus;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table credit_reservations, and the reserved credit of the customers in it. Each change is one statement:
 * <ul>
 * <li>It locks the customer first, several in the order of their ids, and then the order's reservation: two statements cannot deadlock. In a release counting
 *     the locked rows enforces that order. Only a release of an order without a reservation locks no customer.
 * <li>It computes the reserved credit from the locked row, which is the latest version. An {@code update} starts from the version that the statement's
 *     snapshot contains, which may be old; PostgreSQL checks the constraints on values computed from it, too, before it reads the latest version.
 * </ul>
 */
public final class CreditReservationRepository implements CreditReservations {
    /**
     * The lock on the customer orders its reservations, so that each reads the credit that the one before has left. The last select finds earlier decisions;
     * it does not see the rows that this statement inserts. The arrays are sub-selects, so that PostgreSQL does not know their length when it plans:
     * otherwise it would make a new plan with every call. {@code n = n + 0}: PostgreSQL expects one input, and so finds customers and reservations by their
     * keys, however small the tables were then.
     */
    private static final SqlStatement RESERVE = SqlStatement.of("customers.reserve-credit", """
            with wanted as (
                select order_id, customer_id, amount, currency
                from unnest(
                    (select cast(:order_ids as uuid[])), (select cast(:customer_ids as uuid[])),
                    (select cast(:amounts as bigint[])), (select cast(:currencies as text[]))
                ) with ordinality as wanted (order_id, customer_id, amount, currency, n)
                where n = n + 0
            ),
            customer as (
                select c.id, c.reserved_amount, w.order_id, w.amount, w.currency,
                    c.limit_currency = w.currency and c.limit_amount - c.reserved_amount >= w.amount as covers
                from wanted w
                join customers c on c.id = w.customer_id
                order by c.id
                for update of c
            ),
            decided as (
                insert into credit_reservations (order_id, customer_id, amount, currency, status)
                select
                    order_id,
                    case when covers then id end,
                    case when covers then amount end,
                    case when covers then currency end,
                    case when covers then 'RESERVED' else 'REFUSED' end
                from customer
                on conflict (order_id) do nothing
                returning order_id, customer_id, amount, status
            ),
            charged as (
                update customers
                set reserved_amount = customer.reserved_amount + decided.amount
                from decided
                join customer on customer.id = decided.customer_id
                where customers.id = decided.customer_id
            )
            select order_id, status
            from decided
            union all
            select r.order_id, r.status
            from wanted w
            join credit_reservations r on r.order_id = w.order_id""");
    private static final SqlStatement FIND = SqlStatement.of("customers.find-credit-reservation", """
            select status
            from credit_reservations
            where order_id = :order_id""");
    /** An order without a reservation gets one that is RELEASED: it prevents every later reservation. */
    private static final SqlStatement RELEASE = SqlStatement.of("customers.release-credit", """
            with customer as (
                select c.id, c.reserved_amount
                from credit_reservations r
                join customers c on c.id = r.customer_id
                where r.order_id = :order_id
                for update of c
            ),
            released as (
                update credit_reservations
                set status = 'RELEASED'
                where order_id = :order_id
                    and status <> 'RELEASED'
                    and (select count(*) from customer) >= 0
                returning amount
            ),
            marked as (
                insert into credit_reservations (order_id, status)
                select cast(:order_id as uuid), 'RELEASED'
                where not exists (select from credit_reservations where order_id = :order_id)
                on conflict do nothing
                returning order_id
            ),
            given_back as (
                update customers
                set reserved_amount = customer.reserved_amount - released.amount
                from released, customer
                where customers.id = customer.id
            )
            select exists (select from released)
                or exists (select from marked)
                or exists (select from credit_reservations where order_id = :order_id and status = 'RELEASED') as released""");

    private final Sql sql;

    public CreditReservationRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<CreditStatus> reserve(ReserveCredit request) {
        return reserve(List.of(request)).getFirst();
    }

    /** @param requests of different orders and different customers @return in the same order */
    List<Optional<CreditStatus>> reserve(List<ReserveCredit> requests) {
        var statuses = new HashMap<UUID, CreditStatus>();
        sql.prepare(RESERVE)
                .setEach("order_ids", requests, ReserveCredit::orderId)
                .setEach("customer_ids", requests, ReserveCredit::customerId)
                .setEach("amounts", requests, request -> request.amount().amount())
                .setEach("currencies", requests, request -> request.amount().currency())
                .list(row -> statuses.put(row.uuid("order_id"), status(row)));
        return requests.stream().map(request -> Optional.ofNullable(statuses.get(request.orderId()))).toList();
    }

    @Override
    public Optional<CreditStatus> find(UUID orderId) {
        return sql.prepare(FIND).set("order_id", orderId).first(CreditReservationRepository::status);
    }

    /** If nothing was released, another transaction stored a reservation while the statement waited. The second run releases it, if it is not released yet. */
    @Override
    public void release(UUID orderId) {
        if (!releaseOnce(orderId)) {
            releaseOnce(orderId);
        }
    }

    private boolean releaseOnce(UUID orderId) {
        return sql.prepare(RELEASE).set("order_id", orderId).first(row -> row.flag("released")).orElseThrow();
    }

    private static CreditStatus status(Row row) {
        return row.constant("status", CreditStatus.class);
    }
}
