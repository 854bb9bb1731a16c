package dev.martlet.notifications.infrastructure;

import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.Activity;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.Subject;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;

/** The mails of an order in the console, without their addresses. */
public final class NotificationInspectionRepository implements Inspection {
    private static final SqlStatement OF_ORDER = SqlStatement.of("notifications.inspect-of-order", """
            select type, status, attempts, send_after, created_at, sent_at
            from notifications
            where customer_id = :customer
            and order_id = :order
            order by id
            limit 50""");

    private final Sql sql;

    public NotificationInspectionRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Activities activities(Subject subject) {
        return Activities.ofRows(
                sql.prepare(OF_ORDER).set("customer", subject.owner()).set("order", subject.id()).list(NotificationInspectionRepository::activities));
    }

    private static List<Activity> activities(Row row) {
        String type = row.text("type");
        String status = row.text("status");
        String retry = status.equals("QUEUED") && row.number("attempts") > 0
                ? row.number("attempts") + " attempts, next at " + row.instant("send_after") : "";
        var activities = new ArrayList<Activity>();
        activities.add(Activity.of(row.instant("created_at"), "Event handled: mail " + type, status.equals("SENT") ? "" : (status + " " + retry).strip()));
        row.optionalInstant("sent_at").ifPresent(at -> activities.add(Activity.of(at, "Mail sent", type)));
        return activities;
    }
}
