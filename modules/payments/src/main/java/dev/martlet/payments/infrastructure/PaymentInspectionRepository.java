package dev.martlet.payments.infrastructure;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.Activity;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.Subject;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;

/** An order's payment in the console. */
public final class PaymentInspectionRepository implements Inspection {
    private static final SqlStatement OF_ORDER = SqlStatement.of("payments.inspect-of-order", """
            select due_amount, due_currency, method, state, asked_at, created_at, updated_at
            from payments
            where order_id = :order""");

    private final Sql sql;

    public PaymentInspectionRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Activities activities(Subject subject) {
        return Activities.ofRows(sql.prepare(OF_ORDER).set("order", subject.id()).list(PaymentInspectionRepository::activities));
    }

    private static List<Activity> activities(Row row) {
        String due = row.optionalMoney("due").map(Money::text).orElse("");
        var recorded = Activity.of(row.instant("created_at"), "Payment recorded", due + row.optionalText("method").map(method -> ", " + method).orElse(""));
        String asked = row.optionalInstant("asked_at").map(at -> "gateway asked to give back at " + at).orElse("");
        var state = Activity.of(row.instant("updated_at"), "Payment " + row.text("state"), asked);
        return List.of(recorded, state);
    }
}
