package dev.martlet.loyalty.infrastructure;

import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.Activity;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.Subject;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;

/** What an order did to its customer's points, in the console. */
public final class PointInspectionRepository implements Inspection {
    private static final SqlStatement OF_ORDER = SqlStatement.of("loyalty.inspect-of-order", """
            select reason, points, created_at
            from point_entries
            where order_id = :order""");

    private final Sql sql;

    public PointInspectionRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Activities activities(Subject subject) {
        return new Activities(sql.prepare(OF_ORDER).set("order", subject.id()).list(PointInspectionRepository::activity));
    }

    private static Activity activity(Row row) {
        return Activity.of(row.instant("created_at"), "Event handled: points for " + row.text("reason"), String.valueOf(row.number("points")));
    }
}
