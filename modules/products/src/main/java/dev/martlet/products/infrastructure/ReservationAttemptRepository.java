package dev.martlet.products.infrastructure;

import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.products.api.ReserveStock;
import dev.martlet.products.application.ReservationAttempt;
import dev.martlet.products.domain.RequestedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reserves the stock of many orders in one statement. It keeps the rules of {@link ReservationRepository}. */
final class ReservationAttemptRepository {
    /**
     * An order is possible if it could be granted alone. It is granted if all possible orders before it, in the order of arrival, and itself can be granted.
     * One that is possible but not granted depends on what became of those before it: it is tried again.
     *
     * <p>The arrays are sub-selects, so that PostgreSQL does not know their length when it plans: otherwise it would make a new plan with every call. The
     * reservation of an order is found by a subquery of one value: an anti-join was planned as a scan of the table, if that was small then.
     */
    private static final SqlStatement RESERVE = SqlStatement.of("products.reserve-stock", """
            with items as (
                select order_id, product_id, quantity, position
                from unnest((select cast(:order_ids as uuid[])), (select cast(:product_ids as uuid[])), (select cast(:quantities as int[])))
                    with ordinality as item (order_id, product_id, quantity, position)
            ),
            locked as (
                select id, name, price_amount, price_currency, available, reserved
                from products
                where id = any (cast((select :product_ids) as uuid[]))
                order by id
                for no key update
            ),
            wanted as (
                select i.order_id, i.position, i.product_id, i.quantity, p.name, p.price_amount, p.price_currency, p.available
                from items i
                left join locked p on p.id = i.product_id
            ),
            possible as (
                select w.order_id
                from wanted w
                group by w.order_id
                having count(*) = count(w.available)
                    and min(w.price_currency) = max(w.price_currency)
                    and min(w.available - w.quantity) >= 0
                    and (select r.order_id from reservations r where r.order_id = w.order_id) is null
            ),
            granted as (
                insert into reservations (order_id, status, created_at, updated_at, product_ids, quantities, names, unit_prices, currency)
                select order_id, 'RESERVED', cast(:now as timestamptz), cast(:now as timestamptz),
                    array_agg(product_id order by position), array_agg(quantity order by position), array_agg(name order by position),
                    array_agg(price_amount order by position), min(price_currency)
                from (
                    select order_id, position, product_id, quantity, name, price_amount, price_currency, available,
                        sum(quantity) over (partition by product_id order by position) as demand
                    from wanted w
                    join possible using (order_id)
                ) arrived
                group by order_id
                having bool_and(demand <= available)
                on conflict do nothing
                returning order_id, product_ids, quantities
            ),
            taken as (
                update products p
                set available = l.available - moved.quantity, reserved = l.reserved + moved.quantity, updated_at = :now
                from (
                    select line.product_id, sum(line.quantity) as quantity
                    from granted
                    cross join unnest(product_ids, quantities) as line (product_id, quantity)
                    group by line.product_id
                ) moved
                join locked l on l.id = moved.product_id
                where p.id = moved.product_id
                    and p.id = any (cast((select :product_ids) as uuid[]))
            )
            select w.name, w.price_amount, w.price_currency, w.available - w.quantity as left_over,
                granted.order_id is not null as granted, possible.order_id is not null as possible
            from wanted w
            left join possible on possible.order_id = w.order_id
            left join granted on granted.order_id = w.order_id
            order by w.position""");

    private final Sql sql;

    ReservationAttemptRepository(Sql sql) {
        this.sql = sql;
    }

    /** @param requests of different orders, in the order of their arrival @return in the same order, each as if the orders had come one by one */
    List<ReservationAttempt> of(List<ReserveStock> requests, Instant now) {
        var attempts = new HashMap<UUID, ReservationAttempt>();
        var undecided = requests;
        while (!undecided.isEmpty()) {
            undecided = decide(undecided, now, attempts);
        }
        return requests.stream().map(request -> attempts.get(request.orderId())).toList();
    }

    /** Decides at least the first one, unless its order got a reservation while the statement ran. @return what is not decided */
    private List<ReserveStock> decide(List<ReserveStock> requests, Instant now, Map<UUID, ReservationAttempt> attempts) {
        var lines = requests.stream().flatMap(request -> request.items().stream().map(item -> new Line(request.orderId(), item))).toList();
        var found = sql.prepare(RESERVE)
                .setEach("order_ids", lines, Line::orderId)
                .setEach("product_ids", lines, line -> line.item().productId())
                .setEach("quantities", lines, line -> line.item().quantity())
                .set("now", now)
                .list(OfferRow::of)
                .iterator();
        var undecided = new ArrayList<ReserveStock>();
        for (var request : requests) {
            var offers = next(found, request.items().size());
            if (offers.getFirst().isUndecided()) {
                undecided.add(request);
            } else {
                attempts.put(request.orderId(), attempt(request, offers));
            }
        }
        return undecided;
    }

    private static List<OfferRow> next(Iterator<OfferRow> rows, int count) {
        var next = new ArrayList<OfferRow>(count);
        while (next.size() < count) {
            next.add(rows.next());
        }
        return next;
    }

    private static ReservationAttempt attempt(ReserveStock request, List<OfferRow> offers) {
        var items = new ArrayList<RequestedItem>(offers.size());
        for (int i = 0; i < offers.size(); i++) {
            var item = request.items().get(i);
            items.add(new RequestedItem(item.productId(), item.quantity(), offers.get(i).offer()));
        }
        return new ReservationAttempt(offers.getFirst().granted(), List.copyOf(items));
    }

    private record Line(UUID orderId, ReserveStock.Item item) {}

    /** What there is for one item, and what became of its order. */
    private record OfferRow(Optional<RequestedItem.Offer> offer, boolean granted, boolean possible) {
        static OfferRow of(Row row) {
            var offer = row.optionalMoney("price").map(price -> new RequestedItem.Offer(row.text("name"), price, row.number("left_over")));
            return new OfferRow(offer, row.flag("granted"), row.flag("possible"));
        }

        boolean isUndecided() {
            return possible && !granted;
        }
    }
}
