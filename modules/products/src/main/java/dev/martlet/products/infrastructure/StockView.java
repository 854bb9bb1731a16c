package dev.martlet.products.infrastructure;

import dev.martlet.products.domain.Stock;

/** The stock of a product as REST clients see it. */
record StockView(long available, long reserved) {
    static StockView of(Stock stock) {
        return new StockView(stock.available(), stock.reserved());
    }
}
