package dev.martlet.products.domain;

import dev.martlet.platform.core.Money;
import java.util.Optional;

/**
 * What operators say about a product.
 *
 * @param sku the shop's own number for it, unique
 * @param price of one piece, at least one minor unit
 */
public record ProductDetails(Optional<String> sku, String name, Optional<String> description, Money price) {}
