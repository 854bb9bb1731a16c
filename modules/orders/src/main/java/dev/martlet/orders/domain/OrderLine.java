package dev.martlet.orders.domain;

import dev.martlet.platform.core.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * A product of an order, with its quantity.
 *
 * @param quantity 1 to 10000
 * @param name the product's name at the time of the reservation; empty before
 * @param unitPrice the product's price at the time of the reservation; empty before
 */
public record OrderLine(UUID productId, int quantity, Optional<String> name, Optional<Money> unitPrice) {
    public static OrderLine requested(UUID productId, int quantity) {
        return new OrderLine(productId, quantity, Optional.empty(), Optional.empty());
    }

    /** @throws IllegalArgumentException if the total exceeds {@link Money#MAX_AMOUNT} */
    public Optional<Money> total() {
        return unitPrice.map(price -> price.times(quantity));
    }
}
