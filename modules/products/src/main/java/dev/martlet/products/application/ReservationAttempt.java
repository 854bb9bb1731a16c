package dev.martlet.products.application;

import dev.martlet.products.domain.RequestedItem;
import java.util.List;

/**
 * The result of an attempt to reserve the items of an order.
 *
 * @param granted whether they are now reserved for the order
 * @param items in the order of the request
 */
public record ReservationAttempt(boolean granted, List<RequestedItem> items) {}
