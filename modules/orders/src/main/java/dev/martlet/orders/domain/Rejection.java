package dev.martlet.orders.domain;

import java.util.List;
import java.util.UUID;

/**
 * Why an order was rejected.
 *
 * @param productIds the unknown or insufficient products; empty for other reasons
 */
public record Rejection(RejectionReason reason, List<UUID> productIds) {
    public static Rejection of(RejectionReason reason) {
        return new Rejection(reason, List.of());
    }
}
