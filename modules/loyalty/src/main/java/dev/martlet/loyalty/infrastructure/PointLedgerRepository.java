package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.domain.Points;
import dev.martlet.orders.api.OrderLedgers.OrderOutcome;
import dev.martlet.platform.runtime.invariants.Entry;
import dev.martlet.platform.runtime.invariants.IdRange;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table point_entries, as it is compared with orders. */
public final class PointLedgerRepository {
    private static final SqlStatement READ = SqlStatement.of("loyalty.read-ledger", """
            select order_id, cast(sum(points) as bigint) as points, min(cast(customer_id as text)) as customer_id
            from point_entries
            where order_id > :after
            and order_id <= :last
            group by order_id
            order by order_id
            limit :limit""");

    private final Sql sql;

    public PointLedgerRepository(Sql sql) {
        this.sql = sql;
    }

    public List<Entry<String>> points(IdRange range) {
        return sql.prepare(READ).set("after", range.after()).set("last", range.last()).set("limit", range.limit())
                .list(PointLedgerRepository::entry);
    }

    /** What an order's entries must add up to. */
    public static Optional<String> expected(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Confirmed(var customer, var total) when Points.earnedBy(total) > 0 ->
                Optional.of(text(Points.earnedBy(total), customer.toString()));
            case OrderOutcome.Confirmed _, OrderOutcome.Rejected _, OrderOutcome.Cancelled _ -> Optional.empty();
        };
    }

    private static Entry<String> entry(Row row) {
        UUID order = row.uuid("order_id");
        long points = row.number("points");
        return points == 0 ? Entry.nothing(order) : Entry.of(order, text(points, row.text("customer_id")));
    }

    private static String text(long points, String customer) {
        return points + " points for " + customer;
    }
}
