package dev.martlet.loyalty.domain;

import java.time.Instant;
import java.util.UUID;

/** A cancelled order loses what it earned its customer. */
public record RevokedPoints(UUID customerId, UUID orderId, Instant at) {}
