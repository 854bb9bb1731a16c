package dev.martlet.products.infrastructure;

import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.api.StockReservation;
import dev.martlet.products.application.Reservation;
import dev.martlet.products.application.ReservationAttempt;
import dev.martlet.products.application.Reservations;
import dev.martlet.products.domain.RequestedItem;
import dev.martlet.products.domain.ReservationStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The tables reservations and reservation_lines, and the stock counters of the products in them. Each change is one statement:
 * <ul>
 * <li>It locks the order's products first, in the order of their ids, and then the reservation: two statements cannot deadlock. Counting the locked rows
 *     enforces that order.
 * <li>It computes the new counters from the locked rows, which are the latest versions. An {@code update} starts from the version that the statement's
 *     snapshot contains, which may be old; PostgreSQL checks the constraints on values computed from it, too, before it reads the latest version.
 * </ul>
 */
public final class ReservationRepository implements Reservations {
    /** The arrays are sub-selects, so that PostgreSQL does not know their length when it plans: otherwise it would make a new plan with every call. */
    private static final SqlStatement RESERVE = SqlStatement.of("products.reserve-stock", """
            with items as (
                select product_id, quantity, position
                from unnest((select cast(:product_ids as uuid[])), (select cast(:quantities as int[])))
                    with ordinality as item (product_id, quantity, position)
            ),
            locked as (
                select id, name, price_amount, price_currency, available, reserved
                from products
                where id = any (cast((select :product_ids) as uuid[]))
                order by id
                for no key update
            ),
            wanted as (
                select i.position, i.product_id, i.quantity, p.name, p.price_amount, p.price_currency,
                    p.available - i.quantity as available, p.reserved + i.quantity as reserved
                from items i
                left join locked p on p.id = i.product_id
            ),
            granted as (
                insert into reservations (order_id, status, created_at, updated_at)
                select cast(:order_id as uuid), 'RESERVED', cast(:now as timestamptz), cast(:now as timestamptz)
                from wanted
                having count(*) = count(available)
                    and min(price_currency) = max(price_currency)
                    and min(available) >= 0
                on conflict do nothing
                returning order_id
            ),
            kept as (
                insert into reservation_lines (order_id, product_id, position, name, quantity, unit_price_amount, unit_price_currency)
                select g.order_id, w.product_id, w.position, w.name, w.quantity, w.price_amount, w.price_currency
                from granted g
                cross join wanted w
            ),
            taken as (
                update products p
                set available = w.available, reserved = w.reserved, updated_at = :now
                from wanted w
                cross join granted
                where p.id = w.product_id
            )
            select product_id, quantity, name, price_amount, price_currency, available, exists (select from granted) as granted
            from wanted
            order by position""");
    private static final SqlStatement CONFIRM = SqlStatement.of("products.confirm-stock", """
            with locked as (
                select p.id, p.reserved - l.quantity as reserved
                from reservation_lines l
                join products p on p.id = l.product_id
                where l.order_id = :order_id
                order by p.id
                for no key update of p
            ),
            confirmed as (
                update reservations
                set status = 'CONFIRMED', updated_at = :now
                where order_id = :order_id
                    and status = 'RESERVED'
                    and (select count(*) from locked) >= 0
                returning order_id
            ),
            taken as (
                update products p
                set reserved = l.reserved, updated_at = :now
                from locked l
                cross join confirmed
                where p.id = l.id
            )
            select case
                when exists (select from confirmed) then 'CONFIRMED'
                else (select status from reservations where order_id = :order_id)
            end as status""");
    /** An order without a reservation gets one that is RELEASED: it prevents every later reservation. */
    private static final SqlStatement RELEASE = SqlStatement.of("products.release-stock", """
            with locked as (
                select p.id, l.quantity, p.available, p.reserved
                from reservation_lines l
                join products p on p.id = l.product_id
                where l.order_id = :order_id
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
                insert into reservations (order_id, status, created_at, updated_at)
                select cast(:order_id as uuid), 'RELEASED', cast(:now as timestamptz), cast(:now as timestamptz)
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
            select r.status, l.product_id, l.name, l.quantity, l.unit_price_amount, l.unit_price_currency
            from reservations r
            left join reservation_lines l on l.order_id = r.order_id
            where r.order_id = :order_id
            order by l.position""");

    private final Sql sql;

    public ReservationRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public ReservationAttempt attempt(ReserveStock request, Instant now) {
        var productIds = request.items().stream().map(ReserveStock.Item::productId).toArray(UUID[]::new);
        var quantities = request.items().stream().mapToInt(ReserveStock.Item::quantity).toArray();
        var found = sql.prepare(RESERVE)
                .set("order_id", request.orderId())
                .set("product_ids", productIds)
                .set("quantities", quantities)
                .set("now", now)
                .list(ItemRow::of);
        return new ReservationAttempt(found.getFirst().granted(), found.stream().map(ItemRow::item).toList());
    }

    @Override
    public Optional<Reservation> find(UUID orderId) {
        var lines = sql.prepare(FIND).set("order_id", orderId).list(LineRow::of);
        return lines.stream().findFirst().map(first -> new Reservation(first.status(), lines.stream().flatMap(each -> each.line().stream()).toList()));
    }

    /** If the status is RESERVED afterwards, another transaction changed it while the statement waited for a lock. The second run reads the new status. */
    @Override
    public Optional<ReservationStatus> confirm(UUID orderId, Instant now) {
        var status = confirmOnce(orderId, now);
        return status.equals(Optional.of(ReservationStatus.RESERVED)) ? confirmOnce(orderId, now) : status;
    }

    /** If nothing was released, another transaction stored a reservation while the statement waited. The second run releases it, if it is not released yet. */
    @Override
    public void release(UUID orderId, Instant now) {
        if (!releaseOnce(orderId, now)) {
            releaseOnce(orderId, now);
        }
    }

    private Optional<ReservationStatus> confirmOnce(UUID orderId, Instant now) {
        return sql.prepare(CONFIRM)
                .set("order_id", orderId)
                .set("now", now)
                .first(row -> row.optionalText("status").map(ReservationStatus::valueOf))
                .orElseThrow();
    }

    private boolean releaseOnce(UUID orderId, Instant now) {
        return sql.prepare(RELEASE).set("order_id", orderId).set("now", now).first(row -> row.flag("released")).orElseThrow();
    }

    /** One item of an attempt. */
    private record ItemRow(RequestedItem item, boolean granted) {
        static ItemRow of(Row row) {
            var offer = row.optionalMoney("price").map(price -> new RequestedItem.Offer(row.text("name"), price, row.number("available")));
            return new ItemRow(new RequestedItem(row.uuid("product_id"), Math.toIntExact(row.number("quantity")), offer), row.flag("granted"));
        }
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
