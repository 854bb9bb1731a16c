package dev.martlet.products.infrastructure;

import dev.martlet.platform.http.Validated;
import dev.martlet.platform.http.problem.Violations;

/**
 * The body of {@code POST /products/{id}/stock-adjustments}.
 *
 * @param delta pieces to add; below 0 to remove pieces
 */
record AdjustStockBody(long delta, String reason) implements Validated {
    private static final long MAX_DELTA = 1_000_000_000;

    @Override
    public void check(Violations violations) {
        violations.range("/delta", delta, -MAX_DELTA, MAX_DELTA);
        violations.when(delta == 0, "/delta", "must not be 0");
        violations.text("/reason", reason, 1, 200);
    }
}
