package dev.martlet.customers.infrastructure;

import dev.martlet.customers.domain.Customer;
import dev.martlet.platform.http.Audit;
import java.util.ArrayList;
import java.util.List;

/** The lines of the audit log about customers, without personal data. */
final class CustomerAudit {
    private CustomerAudit() {}

    static void changed(Customer before, Customer after) {
        List<String> changes = changes(before, after);
        if (!changes.isEmpty()) {
            Audit.log("Customer " + after.id() + " changed: " + String.join(", ", changes));
        }
    }

    private static List<String> changes(Customer before, Customer after) {
        var changes = new ArrayList<String>();
        if (!before.credit().limit().equals(after.credit().limit())) {
            changes.add("credit limit " + after.credit().limit().text() + " instead of " + before.credit().limit().text());
        }
        if (before.active() != after.active()) {
            changes.add(after.active() ? "active" : "not active");
        }
        if (!before.email().equals(after.email())) {
            changes.add("another email");
        }
        if (!before.name().equals(after.name())) {
            changes.add("another name");
        }
        return changes;
    }
}
