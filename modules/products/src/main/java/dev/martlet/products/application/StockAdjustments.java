package dev.martlet.products.application;

import dev.martlet.products.domain.StockAdjustment;

/** The stored stock adjustments. */
public interface StockAdjustments {
    /** Stores the adjustment, and the stock after it as the stock of its product, which the transaction has locked. */
    void add(StockAdjustment adjustment);
}
