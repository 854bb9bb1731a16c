package dev.martlet.products.api;

import java.util.UUID;

/** Request of {@link ProductsApi#release}. */
public record ReleaseStock(UUID orderId) {}
