package dev.martlet.loyalty.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * The points that an order earned or lost.
 *
 * @param points negative if the order lost them
 * @param createdAt when the order was confirmed or cancelled
 */
public record PointEntry(UUID orderId, long points, EntryReason reason, Instant createdAt) {}
