package dev.martlet.products.api;

import java.util.UUID;

/** Asks {@link ProductsApi#release}. */
public record ReleaseStock(UUID orderId) {}
