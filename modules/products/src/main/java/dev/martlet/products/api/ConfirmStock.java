package dev.martlet.products.api;

import java.util.UUID;

/** The request of {@link ProductsApi#confirm}. */
public record ConfirmStock(UUID orderId) {}
