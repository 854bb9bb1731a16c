package dev.martlet.products.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What an operator added to the stock or took out of it.
 *
 * @param delta pieces added; below 0 if they were taken out
 * @param after the stock right after it
 */
public record StockAdjustment(UUID id, UUID productId, long delta, String reason, Stock after, Instant createdAt) {}
