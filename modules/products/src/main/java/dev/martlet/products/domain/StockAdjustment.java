package dev.martlet.products.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A change of the stock by an operator.
 *
 * @param delta pieces that were added; below 0 if they were removed
 * @param after the stock after the adjustment
 */
public record StockAdjustment(UUID id, UUID productId, long delta, String reason, Stock after, Instant createdAt) {}
