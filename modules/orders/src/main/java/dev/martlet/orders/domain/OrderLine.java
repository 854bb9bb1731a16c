package dev.martlet.orders.domain;

import dev.martlet.platform.core.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * What an order asks for of one product.
 *
 * @param quantity 1 to 10000
 * @param name the product's name when its stock was reserved; empty before
 * @param unitPrice the product's price when its stock was reserved; empty before
 */
public record OrderLine(UUID productId, int quantity, Optional<String> name, Optional<Money> unitPrice) {
    public static OrderLine asked(UUID productId, int quantity) {
        return new OrderLine(productId, quantity, Optional.empty(), Optional.empty());
    }

    /** @throws IllegalArgumentException if it is more than an amount may be */
    public Optional<Money> total() {
        return unitPrice.map(price -> price.times(quantity));
    }
}
