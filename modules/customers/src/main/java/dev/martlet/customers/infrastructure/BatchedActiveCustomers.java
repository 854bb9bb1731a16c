package dev.martlet.customers.infrastructure;

import dev.martlet.customers.application.ActiveCustomers;
import dev.martlet.platform.sql.Batcher;
import dev.martlet.platform.sql.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Customers who order at the same time are checked together in one statement. */
public final class BatchedActiveCustomers implements ActiveCustomers {
    private final Batcher<UUID, Optional<Boolean>> checks;

    /** No two checks have the same key: what only reads may share a batch with the same customer. */
    public BatchedActiveCustomers(Database database, CustomerRepository customers) {
        checks = Batcher.of(database, "customers.are-active", _ -> new Object(), (sql, ids) -> check(customers.in(sql), ids));
    }

    @Override
    public Optional<Boolean> isActive(UUID id) {
        return checks.run(id);
    }

    private static List<Optional<Boolean>> check(CustomerRepository customers, List<UUID> ids) {
        var active = customers.areActive(ids);
        return ids.stream().map(id -> Optional.ofNullable(active.get(id))).toList();
    }
}
