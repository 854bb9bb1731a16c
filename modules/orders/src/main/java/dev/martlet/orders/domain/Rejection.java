package dev.martlet.orders.domain;

import java.util.List;
import java.util.UUID;

/**
 * Why an order was rejected.
 *
 * @param productIds the products that it was rejected for, if it was for some of them
 */
public record Rejection(RejectionReason reason, List<UUID> productIds) {
    public static Rejection of(RejectionReason reason) {
        return new Rejection(reason, List.of());
    }
}
