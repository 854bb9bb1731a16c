package dev.martlet.products.domain;

import dev.martlet.platform.core.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * One item of a reservation request, with the product as it was found.
 *
 * @param offer empty if there is no such product
 */
public record RequestedItem(UUID productId, int quantity, Optional<Offer> offer) {
    /** @param left pieces that would be available after the reservation; below 0 if there are too few */
    public record Offer(String name, Money price, long left) {}

    boolean isUnknown() {
        return offer.isEmpty();
    }

    boolean isShort() {
        return offer.filter(found -> found.left() < 0).isPresent();
    }
}
