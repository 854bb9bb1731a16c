package dev.martlet.products.infrastructure;

import dev.martlet.products.domain.StockAdjustment;
import java.time.Instant;
import java.util.UUID;

/** A stock adjustment as REST clients see it; {@code stock} is the stock after it. */
record StockAdjustmentView(UUID id, UUID productId, long delta, String reason, StockView stock, Instant createdAt) {
    static StockAdjustmentView of(StockAdjustment adjustment) {
        return new StockAdjustmentView(
                adjustment.id(),
                adjustment.productId(),
                adjustment.delta(),
                adjustment.reason(),
                StockView.of(adjustment.after()),
                adjustment.createdAt());
    }
}
