package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.domain.EntryReason;
import dev.martlet.loyalty.domain.PointAccount;
import dev.martlet.loyalty.domain.PointEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A customer's points in REST responses. */
record LoyaltyView(UUID customerId, long points, List<Entry> entries) {
    static LoyaltyView of(PointAccount account) {
        return new LoyaltyView(account.customerId(), account.points(), account.latest().stream().map(Entry::of).toList());
    }

    /** One entry. */
    record Entry(UUID orderId, long points, EntryReason reason, Instant createdAt) {
        static Entry of(PointEntry entry) {
            return new Entry(entry.orderId(), entry.points(), entry.reason(), entry.createdAt());
        }
    }
}
