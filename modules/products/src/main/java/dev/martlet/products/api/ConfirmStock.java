package dev.martlet.products.api;

import java.util.UUID;

/** Request of {@link ProductsApi#confirm}. */
public record ConfirmStock(UUID orderId) {}
