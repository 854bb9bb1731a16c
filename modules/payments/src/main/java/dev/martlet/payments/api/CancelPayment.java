package dev.martlet.payments.api;

import java.util.UUID;

/** Asks {@link PaymentsApi#cancel}. */
public record CancelPayment(UUID orderId) {}
