package dev.martlet.products.domain;

import dev.martlet.platform.core.Money;
import java.util.Optional;

/**
 * The details of a product, which operators edit.
 *
 * @param sku the stock keeping unit: the shop's own number for the product, unique
 * @param price of one piece, at least one minor unit
 */
public record ProductDetails(Optional<String> sku, String name, Optional<String> description, Money price) {}
