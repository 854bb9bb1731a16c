package dev.martlet.products.api;

import java.util.UUID;

/** The request of {@link ProductsApi#release}. */
public record ReleaseStock(UUID orderId) {}
