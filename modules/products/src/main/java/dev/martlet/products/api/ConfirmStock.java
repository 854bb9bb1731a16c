package dev.martlet.products.api;

import java.util.UUID;

/** Asks {@link ProductsApi#confirm}. */
public record ConfirmStock(UUID orderId) {}
