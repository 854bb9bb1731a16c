package dev.martlet.products.api;

/** Answers {@link ProductsApi#release}: the order holds no stock and never will. */
public record StockReleased() {}
