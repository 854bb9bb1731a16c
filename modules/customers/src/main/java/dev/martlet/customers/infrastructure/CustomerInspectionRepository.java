package dev.martlet.customers.infrastructure;

import dev.martlet.platform.core.Money;
import dev.martlet.platform.runtime.inspection.Activities;
import dev.martlet.platform.runtime.inspection.Activity;
import dev.martlet.platform.runtime.inspection.InspectedRecord;
import dev.martlet.platform.runtime.inspection.Inspection;
import dev.martlet.platform.runtime.inspection.RecordList;
import dev.martlet.platform.runtime.inspection.RecordQuery;
import dev.martlet.platform.runtime.inspection.Subject;
import dev.martlet.platform.sql.Row;
import dev.martlet.platform.sql.Sql;
import dev.martlet.platform.sql.SqlStatement;
import java.util.List;
import java.util.Optional;

/** Customers in the console, found by mail address, and the credit that an order holds. */
public final class CustomerInspectionRepository implements Inspection {
    private static final SqlStatement BY_EMAIL = SqlStatement.of("customers.inspect-by-email", """
            select id, active, limit_amount, limit_currency, created_at, updated_at
            from customers
            where lower(email) = lower(:email)""");
    private static final SqlStatement CREDIT = SqlStatement.of("customers.inspect-credit", """
            select amount, currency, status
            from credit_reservations
            where order_id = :order""");

    private final Sql sql;

    public CustomerInspectionRepository(Sql sql) {
        this.sql = sql;
    }

    @Override
    public RecordList records(RecordQuery query) {
        return query.text()
                .map(email -> new RecordList(sql.prepare(BY_EMAIL).set("email", email).list(CustomerInspectionRepository::record)))
                .orElse(RecordList.EMPTY);
    }

    @Override
    public Activities activities(Subject subject) {
        return new Activities(sql.prepare(CREDIT).set("order", subject.id()).list(CustomerInspectionRepository::activity));
    }

    private static InspectedRecord record(Row row) {
        return new InspectedRecord(
                row.uuid("id"),
                row.uuid("id"),
                row.flag("active") ? "ACTIVE" : "INACTIVE",
                Optional.empty(),
                Optional.of(row.money("limit")),
                row.instant("created_at"),
                row.instant("updated_at"),
                List.of(),
                Optional.empty());
    }

    private static Activity activity(Row row) {
        String amount = row.optionalNumber("amount").map(number -> new Money(number, row.text("currency"))).map(Money::text).orElse("");
        return new Activity(Optional.empty(), "Credit " + row.text("status"), amount);
    }
}
