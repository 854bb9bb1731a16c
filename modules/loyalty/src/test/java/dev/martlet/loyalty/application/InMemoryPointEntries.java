package dev.martlet.loyalty.application;

import dev.martlet.loyalty.domain.EarnedPoints;
import dev.martlet.loyalty.domain.EntryReason;
import dev.martlet.loyalty.domain.PointEntry;
import dev.martlet.loyalty.domain.RevokedPoints;
import dev.martlet.platform.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Point entries in memory. */
final class InMemoryPointEntries implements PointEntries {
    private final Map<UUID, List<PointEntry>> rows = new HashMap<>();

    @Override
    public PointEntries in(Sql tx) {
        return this;
    }

    @Override
    public void earn(List<EarnedPoints> earned) {
        earned.stream()
                .filter(one -> !has(one.orderId(), EntryReason.ORDER_CANCELLED))
                .forEach(one -> add(one.customerId(), new PointEntry(one.orderId(), one.points(), EntryReason.ORDER_CONFIRMED, one.at())));
    }

    @Override
    public void revoke(List<RevokedPoints> revoked) {
        revoked.forEach(one -> add(one.customerId(), new PointEntry(one.orderId(), -earned(one.orderId()), EntryReason.ORDER_CANCELLED, one.at())));
    }

    /** In the order of the calls. */
    List<PointEntry> of(UUID customerId) {
        return List.copyOf(rows.getOrDefault(customerId, List.of()));
    }

    private void add(UUID customerId, PointEntry entry) {
        if (!has(entry.orderId(), entry.reason())) {
            rows.computeIfAbsent(customerId, _ -> new ArrayList<>()).add(entry);
        }
    }

    private long earned(UUID orderId) {
        return all().stream()
                .filter(entry -> entry.orderId().equals(orderId) && entry.reason() == EntryReason.ORDER_CONFIRMED)
                .mapToLong(PointEntry::points)
                .sum();
    }

    private boolean has(UUID orderId, EntryReason reason) {
        return all().stream().anyMatch(entry -> entry.orderId().equals(orderId) && entry.reason() == reason);
    }

    private List<PointEntry> all() {
        return rows.values().stream().flatMap(List::stream).toList();
    }
}
