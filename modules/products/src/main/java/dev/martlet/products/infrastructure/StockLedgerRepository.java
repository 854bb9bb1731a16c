package dev.martlet.products.infrastructure;

import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.runtime.invariants.Violation;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import dev.martlet.products.domain.ReservationStatus;
import java.util.List;
import java.util.UUID;

/** The stock of products, as it is compared with what was added and taken, and reservations with orders. */
public final class StockLedgerRepository {
    private static final SqlStatement TAKEN = SqlStatement.of("products.read-ledger", """
            select order_id, status, items
            from reservations
            cross join lateral (
                select
                    coalesce(string_agg(concat(product_id, ' x ', quantity, ' at ', unit_price, ' ', currency), ', ' order by product_id), '') as items
                from unnest(product_ids, quantities, unit_prices) as line (product_id, quantity, unit_price)
            ) as listed
            where order_id > :after
            and order_id <= :last
            order by order_id
            limit :limit""");
    /** The first stock of a product is its first adjustment. */
    private static final SqlStatement MISCOUNTED = SqlStatement.of("products.list-miscounted", """
            with counted as (
                select
                    p.id, p.available, p.reserved,
                    coalesce(added.pieces, 0) - coalesce(moved.reserved, 0) - coalesce(moved.sold, 0) as expected_available,
                    coalesce(moved.reserved, 0) as expected_reserved
                from products as p
                left join (
                    select product_id, sum(delta) as pieces
                    from stock_adjustments
                    group by product_id
                ) as added on added.product_id = p.id
                left join (
                    select
                        line.product_id,
                        sum(line.quantity) filter (where r.status = 'RESERVED') as reserved,
                        sum(line.quantity) filter (where r.status = 'CONFIRMED') as sold
                    from reservations as r
                    cross join unnest(r.product_ids, r.quantities) as line (product_id, quantity)
                    where r.status in ('RESERVED', 'CONFIRMED')
                    group by line.product_id
                ) as moved on moved.product_id = p.id
            )
            select
                id,
                expected_available || ' available, ' || expected_reserved || ' reserved' as expected,
                available || ' available, ' || reserved || ' reserved' as found
            from counted
            where available <> expected_available
            or reserved <> expected_reserved
            order by id""");

    private final Sql sql;

    public StockLedgerRepository(Sql sql) {
        this.sql = sql;
    }

    public List<Entry<String>> taken(IdRange range) {
        return sql.prepare(TAKEN).set("after", range.after()).set("last", range.last()).set("limit", range.limit())
                .list(StockLedgerRepository::taken);
    }

    /** Products whose stock is not what was added, less what orders have taken. */
    public List<Violation> miscounted() {
        return sql.prepare(MISCOUNTED).list(row -> new Violation(row.uuid("id"), row.text("expected"), row.text("found")));
    }

    private static Entry<String> taken(Row row) {
        UUID order = row.uuid("order_id");
        return switch (row.constant("status", ReservationStatus.class)) {
            case CONFIRMED -> Entry.of(order, row.text("items"));
            case RESERVED -> Entry.of(order, "reserved: " + row.text("items"));
            case RELEASED -> Entry.ended(order, ReservationStatus.RELEASED);
        };
    }
}
