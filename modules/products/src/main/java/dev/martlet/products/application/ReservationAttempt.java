package dev.martlet.products.application;

import dev.martlet.products.domain.RequestedItem;
import java.util.List;

/**
 * What became of the attempt to reserve an order's items.
 *
 * @param granted whether the order now holds them
 * @param items what was found, in the order of the items asked for
 */
public record ReservationAttempt(boolean granted, List<RequestedItem> items) {}
