package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.application.PointEntries;
import dev.martlet.loyalty.domain.EarnedPoints;
import dev.martlet.loyalty.domain.EntryReason;
import dev.martlet.loyalty.domain.PointAccount;
import dev.martlet.loyalty.domain.PointEntry;
import dev.martlet.loyalty.domain.RevokedPoints;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.UUID;

/** The table point_entries. */
public final class PointEntryRepository implements PointEntries {
    /**
     * The cancellation is looked up by a subquery of one row, which PostgreSQL does by the key for each order: for an anti join it reads the whole table when
     * it takes cancellations for rare. {@code n = n + 0}: it expects one order, and so makes one plan for all numbers of them.
     */
    private static final SqlStatement EARN = SqlStatement.of("loyalty.earn", """
            insert into point_entries (order_id, reason, customer_id, points, created_at)
            select order_id, 'ORDER_CONFIRMED', customer_id, points, created_at
            from unnest(
                cast(:orders as uuid[]), cast(:customers as uuid[]), cast(:points as bigint[]), cast(:times as timestamptz[])
            ) with ordinality as earned (order_id, customer_id, points, created_at, n)
            where n = n + 0
            and (
                select cancelled.reason
                from point_entries as cancelled
                where cancelled.order_id = earned.order_id
                and cancelled.reason = 'ORDER_CANCELLED'
            ) is null
            on conflict (order_id, reason) do nothing""");
    private static final SqlStatement REVOKE = SqlStatement.of("loyalty.revoke", """
            insert into point_entries (order_id, reason, customer_id, points, created_at)
            select
                order_id, 'ORDER_CANCELLED', customer_id,
                -coalesce((
                    select earned.points
                    from point_entries as earned
                    where earned.order_id = revoked.order_id
                    and earned.reason = 'ORDER_CONFIRMED'
                ), 0),
                created_at
            from unnest(
                cast(:orders as uuid[]), cast(:customers as uuid[]), cast(:times as timestamptz[])
            ) with ordinality as revoked (order_id, customer_id, created_at, n)
            where n = n + 0
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
    public void earn(List<EarnedPoints> earned) {
        sql.prepare(EARN)
                .setEach("orders", earned, EarnedPoints::orderId)
                .setEach("customers", earned, EarnedPoints::customerId)
                .setEach("points", earned, EarnedPoints::points)
                .setEach("times", earned, EarnedPoints::at)
                .execute();
    }

    @Override
    public void revoke(List<RevokedPoints> revoked) {
        sql.prepare(REVOKE)
                .setEach("orders", revoked, RevokedPoints::orderId)
                .setEach("customers", revoked, RevokedPoints::customerId)
                .setEach("times", revoked, RevokedPoints::at)
                .execute();
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
