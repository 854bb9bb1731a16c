package dev.martlet.products.api;

/** Answers {@link ProductsApi#confirm}. */
public sealed interface StockConfirmation {
    /** The stock is gone from the shelf, now or before. */
    record Confirmed() implements StockConfirmation {}

    /** The order holds nothing: it never reserved, or was released. */
    record NotReserved() implements StockConfirmation {}
}
