package dev.martlet.products.api;

/** The result of {@link ProductsApi#confirm}. */
public sealed interface StockConfirmation {
    /** The reserved stock was removed, by this request or an earlier one. */
    record Confirmed() implements StockConfirmation {}

    /** The order has no stock: it did not reserve any, or it was released. */
    record NotReserved() implements StockConfirmation {}
}
