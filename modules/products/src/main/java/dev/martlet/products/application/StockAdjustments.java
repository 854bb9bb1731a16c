package dev.martlet.products.application;

import dev.martlet.platform.sql.Sql;
import dev.martlet.products.domain.StockAdjustment;

/** Where stock adjustments are kept. */
public interface StockAdjustments {
    /** Keeps the adjustment and sets the stock of its product, which the transaction has locked, to what it is afterwards. */
    void add(Sql tx, StockAdjustment adjustment);
}
