package dev.martlet.products.infrastructure;

import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.Activity;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.Subject;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;

/** An order's reservation of stock in the console. */
public final class StockInspectionRepository implements Inspection {
    private static final SqlStatement OF_ORDER = SqlStatement.of("products.inspect-reservation", """
            select status, cardinality(product_ids) as products, created_at, updated_at
            from reservations
            where order_id = :order""");

    private final Sql sql;

    public StockInspectionRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Activities activities(Subject subject) {
        return Activities.ofRows(sql.prepare(OF_ORDER).set("order", subject.id()).list(StockInspectionRepository::activities));
    }

    private static List<Activity> activities(Row row) {
        String status = row.text("status");
        String products = "products: " + row.number("products");
        var now = Activity.of(row.instant("updated_at"), "Stock " + status, products);
        return status.equals("RESERVED") ? List.of(now) : List.of(Activity.of(row.instant("created_at"), "Stock recorded", products), now);
    }
}
