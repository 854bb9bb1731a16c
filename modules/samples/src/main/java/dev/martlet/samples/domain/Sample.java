package dev.martlet.samples.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A sample of a customer.
 *
 * @param text without spaces at its ends
 */
public record Sample(UUID id, UUID customerId, String text, Instant createdAt) {
    public static Sample added(UUID id, UUID customerId, String text, Instant now) {
        return new Sample(id, customerId, text.strip(), now);
    }
}
