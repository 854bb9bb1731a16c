package dev.martlet.products.api;

import java.util.List;
import java.util.Optional;

/**
 * The result of {@link ProductsApi#release}: the order has no stock and cannot reserve any.
 *
 * @param lines the lines of its reservation; empty if it had none, or if an older version of the module answers
 */
public record StockReleased(Optional<List<StockReservation.Line>> lines) {}
