package dev.martlet.loyalty.domain;

import java.time.Instant;
import java.util.UUID;

/** What a confirmed order earns its customer. */
public record EarnedPoints(UUID customerId, UUID orderId, long points, Instant at) {}
