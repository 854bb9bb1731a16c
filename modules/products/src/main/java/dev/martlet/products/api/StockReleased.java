package dev.martlet.products.api;

import java.util.List;
import java.util.Optional;

/**
 * Answers {@link ProductsApi#release}: the order holds no stock and never will.
 *
 * @param lines what it held, as first reserved; empty if it never held anything, or if an older version answers
 */
public record StockReleased(Optional<List<StockReservation.Line>> lines) {}
