package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.domain.EntryReason;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table point_entries. */
public final class PointRepository {
    private static final int SHOWN_ENTRIES = 200;

    /** Once for each order, and never for one that is known to be cancelled. */
    void give(Sql sql, UUID customerId, UUID orderId, long points, Instant at) {
        sql.executeLater("""
                insert into point_entries (order_id, reason, customer_id, points, created_at)
                select cast(? as uuid), 'ORDER_CONFIRMED', cast(? as uuid), cast(? as bigint), cast(? as timestamptz)
                where not exists (
                    select
                    from point_entries
                    where order_id = ? and reason = 'ORDER_CANCELLED')
                on conflict (order_id, reason) do nothing
                """, orderId, customerId, points, at, orderId);
    }

    /** What the order was given: nothing, if its confirmation is yet to come. */
    void takeBack(Sql sql, UUID customerId, UUID orderId, Instant at) {
        sql.executeLater("""
                insert into point_entries (order_id, reason, customer_id, points, created_at)
                select cast(? as uuid), 'ORDER_CANCELLED', cast(? as uuid), -coalesce(sum(points), 0), cast(? as timestamptz)
                from point_entries
                where order_id = ? and reason = 'ORDER_CONFIRMED'
                on conflict (order_id, reason) do nothing
                """, orderId, customerId, at, orderId);
    }

    LoyaltyView ofCustomer(Sql sql, UUID customerId) {
        List<Line> lines = sql.list("""
                select order_id, points, reason, created_at, cast(sum(points) over () as bigint) as total
                from point_entries
                where customer_id = ? and points <> 0
                order by created_at desc, order_id desc, reason
                limit ?
                """, PointRepository::line, customerId, SHOWN_ENTRIES);
        long total = lines.isEmpty() ? 0 : lines.getFirst().total();
        return new LoyaltyView(customerId, total, lines.stream().map(Line::entry).toList());
    }

    /** @param total of all the customer's entries, shown or not */
    private record Line(LoyaltyView.Entry entry, long total) {}

    private static Line line(Row row) {
        var entry = new LoyaltyView.Entry(
                row.uuid("order_id"), row.number("points"), row.constant("reason", EntryReason.class), row.instant("created_at"));
        return new Line(entry, row.number("total"));
    }
}
