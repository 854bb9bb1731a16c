package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.application.PointEntries;
import dev.martlet.loyalty.domain.EntryReason;
import dev.martlet.loyalty.domain.PointAccount;
import dev.martlet.loyalty.domain.PointEntry;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table point_entries. */
public final class PointEntryRepository implements PointEntries {
    private static final SqlStatement EARN = SqlStatement.of("loyalty.earn", """
            insert into point_entries (order_id, reason, customer_id, points, created_at)
            select cast(:order_id as uuid), 'ORDER_CONFIRMED', cast(:customer_id as uuid), cast(:points as bigint), cast(:created_at as timestamptz)
            where not exists (
                select
                from point_entries
                where order_id = :order_id
                    and reason = 'ORDER_CANCELLED')
            on conflict (order_id, reason) do nothing""");
    private static final SqlStatement REVOKE = SqlStatement.of("loyalty.revoke", """
            insert into point_entries (order_id, reason, customer_id, points, created_at)
            select cast(:order_id as uuid), 'ORDER_CANCELLED', cast(:customer_id as uuid), -coalesce(sum(points), 0), cast(:created_at as timestamptz)
            from point_entries
            where order_id = :order_id
                and reason = 'ORDER_CONFIRMED'
            on conflict (order_id, reason) do nothing""");
    private static final SqlStatement ACCOUNT = SqlStatement.of("loyalty.account", """
            select order_id, points, reason, created_at, cast(sum(points) over () as bigint) as total
            from point_entries
            where customer_id = :customer_id
                and points <> 0
            order by created_at desc, order_id desc, reason
            limit :limit""");
    private static final int LATEST_ENTRIES = 200;

    private final Sql sql;

    public PointEntryRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public PointEntryRepository in(Sql tx) {
        return new PointEntryRepository(tx);
    }

    @Override
    public void earn(UUID customerId, UUID orderId, long points, Instant at) {
        sql.prepare(EARN)
                .set("order_id", orderId)
                .set("customer_id", customerId)
                .set("points", points)
                .set("created_at", at)
                .executeLater();
    }

    @Override
    public void revoke(UUID customerId, UUID orderId, Instant at) {
        sql.prepare(REVOKE)
                .set("order_id", orderId)
                .set("customer_id", customerId)
                .set("created_at", at)
                .executeLater();
    }

    /** The sum of all entries of a customer, and the latest 200 of those that are not 0. */
    public PointAccount account(UUID customerId) {
        List<Line> lines = sql.prepare(ACCOUNT).set("customer_id", customerId).set("limit", LATEST_ENTRIES).list(Line::of);
        long total = lines.isEmpty() ? 0 : lines.getFirst().total();
        return new PointAccount(customerId, total, lines.stream().map(Line::entry).toList());
    }

    /** @param total the sum of all the customer's entries, also of those that the limit cuts off */
    private record Line(PointEntry entry, long total) {
        static Line of(Row row) {
            var entry = new PointEntry(row.uuid("order_id"), row.number("points"), row.constant("reason", EntryReason.class), row.instant("created_at"));
            return new Line(entry, row.number("total"));
        }
    }
}
