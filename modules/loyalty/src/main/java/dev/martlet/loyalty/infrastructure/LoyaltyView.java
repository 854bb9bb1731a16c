package dev.martlet.loyalty.infrastructure;

import dev.martlet.loyalty.domain.EntryReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A customer's points as REST clients see them.
 *
 * @param entries the latest 200, newest first; {@code points} counts all
 */
record LoyaltyView(UUID customerId, long points, List<Entry> entries) {
    /**
     * What one order did to the points.
     *
     * @param points below zero if they were taken back; never zero
     */
    record Entry(UUID orderId, long points, EntryReason reason, Instant createdAt) {}
}
