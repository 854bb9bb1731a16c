package dev.martlet.products.infrastructure;

import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.application.Reservation;
import dev.martlet.products.application.ReservationAttempt;
import dev.martlet.products.application.Reservations;
import dev.martlet.products.domain.ReservationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The table reservations, and the stock counters of the products in it. Each change is one statement, for many orders or for one:
 * <ul>
 * <li>It locks the products of all its orders first, in the order of their ids, and then the reservations: two statements cannot deadlock. Counting the
 *     locked rows enforces that order.
 * <li>It computes the new counters from the locked rows, which are the latest versions, and updates each product once. An {@code update} starts from the
 *     version that the statement's snapshot contains, which may be old; PostgreSQL checks the constraints on values computed from it, too, before it reads the
 *     latest version.
 * <li>It names the products of an {@code update} once more in an array: PostgreSQL then uses the primary key, where a join alone would scan a small table.
 * </ul>
 */
public final class ReservationRepository implements Reservations {
    private static final SqlStatement CONFIRM = SqlStatement.of("products.confirm-stock", """
            with locked as (
                select id, reserved
                from products
                where id = any (array(
                    select unnest(product_ids)
                    from reservations
                    where order_id = any (cast((select :order_ids) as uuid[]))
                        and status = 'RESERVED'
                ))
                order by id
                for no key update
            ),
            confirmed as (
                update reservations
                set status = 'CONFIRMED', updated_at = :now
                where order_id = any (cast((select :order_ids) as uuid[]))
                    and status = 'RESERVED'
                    and (select count(*) from locked) >= 0
                returning order_id, product_ids, quantities
            ),
            taken as (
                update products p
                set reserved = l.reserved - moved.quantity, updated_at = :now
                from (
                    select line.product_id, sum(line.quantity) as quantity
                    from confirmed
                    cross join unnest(product_ids, quantities) as line (product_id, quantity)
                    group by line.product_id
                ) moved
                join locked l on l.id = moved.product_id
                where p.id = moved.product_id
                    and p.id = any (array(select id from locked))
            )
            select order_id
            from confirmed""");
    /** An order without a reservation gets one that is RELEASED: it prevents every later reservation. */
    private static final SqlStatement RELEASE = SqlStatement.of("products.release-stock", """
            with locked as (
                select p.id, line.quantity, p.available, p.reserved
                from reservations r
                cross join unnest(r.product_ids, r.quantities) as line (product_id, quantity)
                join products p on p.id = line.product_id
                where r.order_id = :order_id
                order by p.id
                for no key update of p
            ),
            held as (
                select order_id, status
                from reservations
                where order_id = :order_id
                    and status <> 'RELEASED'
                    and (select count(*) from locked) >= 0
                for no key update
            ),
            released as (
                update reservations r
                set status = 'RELEASED', updated_at = :now
                from held
                where r.order_id = held.order_id
                returning held.status as was
            ),
            marked as (
                insert into reservations (order_id, status, created_at, updated_at, product_ids, quantities, names, unit_prices)
                select cast(:order_id as uuid), 'RELEASED', cast(:now as timestamptz), cast(:now as timestamptz), '{}', '{}', '{}', '{}'
                where not exists (select from reservations where order_id = :order_id)
                on conflict do nothing
                returning order_id
            ),
            given_back as (
                update products p
                set available = l.available + l.quantity,
                    reserved = l.reserved - case released.was when 'RESERVED' then l.quantity else 0 end,
                    updated_at = :now
                from locked l
                cross join released
                where p.id = l.id
            )
            select exists (select from released)
                or exists (select from marked)
                or exists (select from reservations where order_id = :order_id and status = 'RELEASED') as released""");
    private static final SqlStatement FIND = SqlStatement.of("products.find-reservation", """
            select r.status, line.product_id, line.name, line.quantity, line.unit_price_amount, r.currency as unit_price_currency
            from reservations r
            left join unnest(r.product_ids, r.quantities, r.names, r.unit_prices)
                with ordinality as line (product_id, quantity, name, unit_price_amount, position) on true
            where r.order_id = :order_id
            order by line.position""");

    private final Sql sql;
    private final ReservationAttemptRepository attempts;

    public ReservationRepository(Sql sql) {
        this.sql = sql;
        attempts = new ReservationAttemptRepository(sql);
    }

    @Override
    public ReservationAttempt attempt(ReserveStock request, Instant now) {
        return attempts.of(List.of(request), now).getFirst();
    }

    @Override
    public Optional<Reservation> find(UUID orderId) {
        var lines = sql.prepare(FIND).set("order_id", orderId).list(LineRow::of);
        return lines.stream().findFirst().map(first -> new Reservation(first.status(), lines.stream().flatMap(each -> each.line().stream()).toList()));
    }

    @Override
    public Optional<ReservationStatus> confirm(UUID orderId, Instant now) {
        return isConfirmed(orderId, now) ? Optional.of(ReservationStatus.CONFIRMED) : statusOrConfirm(orderId, now);
    }

    /** After a confirmation that confirmed nothing. RESERVED: another transaction stored the reservation after that had started. */
    Optional<ReservationStatus> statusOrConfirm(UUID orderId, Instant now) {
        var status = status(orderId);
        if (status.equals(Optional.of(ReservationStatus.RESERVED))) {
            return isConfirmed(orderId, now) ? Optional.of(ReservationStatus.CONFIRMED) : status(orderId);
        }
        return status;
    }

    /** @return those of the orders whose reservation was RESERVED: now it is CONFIRMED */
    Set<UUID> confirm(List<UUID> orderIds, Instant now) {
        return Set.copyOf(sql.prepare(CONFIRM).set("order_ids", orderIds.toArray(UUID[]::new)).set("now", now).list(row -> row.uuid("order_id")));
    }

    /** If nothing was released, another transaction stored a reservation while the statement waited. The second run releases it, if it is not released yet. */
    @Override
    public void release(UUID orderId, Instant now) {
        if (!releaseOnce(orderId, now)) {
            releaseOnce(orderId, now);
        }
    }

    private boolean isConfirmed(UUID orderId, Instant now) {
        return !confirm(List.of(orderId), now).isEmpty();
    }

    private Optional<ReservationStatus> status(UUID orderId) {
        return find(orderId).map(Reservation::status);
    }

    private boolean releaseOnce(UUID orderId, Instant now) {
        return sql.prepare(RELEASE).set("order_id", orderId).set("now", now).first(row -> row.flag("released")).orElseThrow();
    }

    /** One line of a reservation. An order that was released before it reserved has none. */
    private record LineRow(ReservationStatus status, Optional<StockReservation.Line> line) {
        static LineRow of(Row row) {
            var line = row.optionalUuid("product_id").map(productId -> new StockReservation.Line(
                    productId, row.text("name"), Math.toIntExact(row.number("quantity")), row.money("unit_price")));
            return new LineRow(row.constant("status", ReservationStatus.class), line);
        }
    }
}
